/** Matches `forge deploy` also by path, through npx, in quotes, among other commands and with options in between. */
const deployment = /(?:^|[\s;&|/\\"'(])forge(?:\.cmd|\.ps1)?["']?(?:\s+-{1,2}\S+)*\s+deploy(?=$|[\s;&|"')])/;

/** Whether a command line deploys a Forge app. */
export function isDeployment(line: string): boolean {
  return deployment.test(line);
}
