import type { AppRef } from '../../apps/model/app-ref.ts';
import type { LogDeployment } from '../model/error-groups.ts';

/** The deployments of an app that are known: the newest of each environment, once the environments are loaded. */
export function knownDeployments({ data, id }: AppRef): readonly LogDeployment[] {
  const environments = data.details(id).environments.state?.value ?? [];
  return environments.flatMap(({ id: environmentId, latest }) =>
    latest === undefined ? [] : [{ environmentId, version: latest.version, at: latest.deployedAt.getTime() }],
  );
}
