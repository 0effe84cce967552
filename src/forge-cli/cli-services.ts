import type { Shared } from '../shared.ts';
import type { AppManifests, ManifestChoice } from './app-manifests.ts';
import type { CliProblems } from './cli-problems.ts';
import type { DefaultEnvironments } from '../environments/model/default-environments.ts';
import type { RunningTunnels } from './running-tunnels.ts';

/** What the parts of this feature work with. */
export interface CliServices {
  readonly shared: Shared;
  readonly manifests: AppManifests;
  readonly choose: ManifestChoice;
  readonly problems: CliProblems;
  readonly tunnels: RunningTunnels;
  readonly defaults: DefaultEnvironments;
}
