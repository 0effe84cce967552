// What the *Apps* view should show of a sandbox's world, derived from the world itself.
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { scopes } from '../../../src/sandbox/world/world-scopes.ts';
import type { App, Environment, Installation, Version } from '../../../src/sandbox/world/world-types.ts';
import type { Sandbox, SandboxAccount } from '../../../src/sandbox/sandbox-server.ts';

/** The apps with a manifest in the sample workspace. */
const inSampleWorkspace: readonly string[] = [
  sampleAppIds.releaseNotes,
  sampleAppIds.sprintForecast,
  sampleAppIds.decisionRegister,
];

/** Returns the hand-made app with this key. */
export function appOf(sandbox: Sandbox, key: keyof typeof sampleAppIds): App {
  const app = sandbox.world.apps.get(sampleAppIds[key]);
  if (app === undefined) throw new Error(`The world has no ${key}`);
  return app;
}

const newestFirst = (a: App, b: App) => b.updatedAt - a.updatedAt || (a.uuid < b.uuid ? -1 : 1);

/**
 * Returns the names of an account's apps: those of the workspace (the sample one by default) first, then the rest, each
 * sorted by `compare`.
 */
export function appNames(
  { world }: Pick<Sandbox, 'world'>,
  { accountId }: SandboxAccount,
  compare = newestFirst,
  inWorkspace = inSampleWorkspace,
): string[] {
  const apps = [...world.apps.values()]
    .filter(({ contributors }) => contributors.some(({ person }) => person.accountId === accountId))
    .sort(compare);
  return [
    ...apps.filter(({ uuid }) => inWorkspace.includes(uuid)),
    ...apps.filter(({ uuid }) => !inWorkspace.includes(uuid)),
  ].map(({ name }) => name);
}

/** Returns the environments with the CLI's keys: the three defaults first, then custom ones by key. */
export function environmentsOf(
  app: App,
): { key: string; environment: Environment; latest: Version | undefined; installations: number }[] {
  const order = ['production', 'staging', 'development'];
  const { environments } = app.details();
  return environments
    .map((environment) => ({
      key: environment.key === 'default' ? 'development' : environment.key,
      environment,
      latest: environment.versions.find(({ version }) => version !== '1.1.0'),
      installations: installationsOf(app).filter((installation) => installation.environment.id === environment.id)
        .length,
    }))
    .sort((a, b) => place(order, a.key) - place(order, b.key) || (a.key < b.key ? -1 : 1));
}

const place = (order: readonly string[], key: string) => (order.includes(key) ? order.indexOf(key) : order.length);

/** Returns the installations without the gateway's technical rows. */
export function installationsOf(app: App): Installation[] {
  return app.details().installations.filter(({ context }) => !context.includes(':identity:'));
}

/** Returns production's scopes by the name of their API. */
export function permissionsOf(app: App): Map<string, string[]> {
  const keys = environmentsOf(app).find(({ key }) => key === 'production')?.latest?.manifest.scopes ?? [];
  return Map.groupBy([...keys].sort(), (key) => scopes.get(key)?.service.name ?? '');
}
