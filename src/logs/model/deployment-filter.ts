/** How long before and after a deployment lines are looked at, in minutes. */
const aroundMinutes = 15;

/** The text of the filter for what an environment logged around a deployment. */
export function deploymentFilter(environment: string, at: Date): string {
  return `around:${at.toISOString()},${aroundMinutes}m env:"${environment.replaceAll('"', '')}"`;
}
