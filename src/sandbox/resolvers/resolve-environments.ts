import type { App, Environment } from '../world/world-types.ts';
import { uuidOf } from '../world/seeded-random.ts';
import { millis, userView } from './resolve-spelling.ts';
import { bulkUpgradesView } from './resolve-bulk-upgrades.ts';
import type { PageArguments } from './resolve-paging.ts';
import { ariOf, type Viewer } from './resolve-viewer.ts';
import { versionsView, type VersionArguments } from './resolve-versions.ts';

/** An environment, without the values of encrypted variables. */
export function environmentView(app: App, environment: Environment): object {
  return {
    id: environment.id,
    appId: ariOf(app),
    key: environment.key,
    type: environment.type,
    createdAt: millis(environment.createdAt),
    createdBy: userView(environment.createdBy),
    scopes: environment.versions[0]?.manifest.scopes ?? null,
    oauthClient: {
      clientID: environment.clientId,
      clientARI: `ari:cloud:identity::oauth-client/${environment.clientId}`,
      callbacks: environment.callbacks,
      systemUser: { accountId: `557058:${uuidOf(`system user of ${environment.id}`)}` },
    },
    variables: environment.variables.map(({ key, value, encrypt }) => ({
      key,
      value: encrypt ? null : value,
      encrypt,
    })),
    versions: (args: VersionArguments) => versionsView(app, environment, args),
    appVersionRollouts: (args: PageArguments, viewer: Viewer) => bulkUpgradesView(environment, args, viewer),
  };
}
