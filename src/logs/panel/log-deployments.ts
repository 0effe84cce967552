import type { AppRef } from '../../apps/model/app-ref.ts';
import type { LogDeployment } from '../model/error-groups.ts';

/** The deployments of an app that ended well, as far as they are known: those of the last 30 days, and the newest of each environment. */
export function knownDeployments({ data, id }: AppRef): readonly LogDeployment[] {
  const { environments, deployments } = data.details(id);
  const known = environments.state?.value ?? [];
  const listed = (deployments.state?.value?.rows ?? []).flatMap(({ environment: key, status, at, major, tag }) => {
    const environment = known.find((one) => one.key === key);
    return environment === undefined || status !== 'done'
      ? []
      : [{ environmentId: environment.id, version: String(major ?? tag ?? key), at: at.getTime() }];
  });
  const newest = known.flatMap(({ id: environmentId, latest }) =>
    latest === undefined ? [] : [{ environmentId, version: latest.version, at: latest.deployedAt.getTime() }],
  );
  return [...newest, ...listed.filter((one) => !newest.some((other) => isSame(one, other)))];
}

/** How far apart a version's time and its deployment's may be, in milliseconds. */
const toleranceMs = 10 * 60_000;

/** Whether a deployment is the one that an environment's newest version came with: that names the version exactly. */
function isSame(one: LogDeployment, newest: LogDeployment): boolean {
  return one.environmentId === newest.environmentId && Math.abs(one.at - newest.at) < toleranceMs;
}
