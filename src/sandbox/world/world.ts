import { randomBytes } from 'node:crypto';
import { aliasApps } from './apps/alias-apps.ts';
import { assetBridge, diagramPeek } from './apps/marketplace-apps.ts';
import { timesheets } from './apps/timesheets.ts';
import {
  hostileName,
  mergeGatekeeper,
  minutesJapanese,
  reportExporter,
  standupDigest,
  teamPoll,
} from './apps/edge-case-apps.ts';
import { releaseNotes } from './apps/release-notes.ts';
import { approvalButtons, fieldGuard } from './apps/link-shared-apps.ts';
import { decisionRegister, qualityGate, sprintForecast } from './apps/team-apps.ts';
import { customerVault } from './apps/customer-vault.ts';
import { clockAt, datedBackFrom, type Clock } from './world-clock.ts';
import { generatedApps } from './generated-apps.ts';
import type { App, Contributor, Person, Site } from './world-types.ts';
import { people } from './people.ts';
import { appFromPlan, type AppPlan } from './app-plan.ts';
import { createWorldLogs, type WorldLogs } from './logs/environment-logs.ts';
import { type AppUploads, createAppUploads } from '../app-uploads.ts';
import { createManifestUploads, type ManifestUploads } from '../manifest-uploads.ts';
import { allSites } from './sites.ts';
import { createRollouts, type Rollouts } from './rollouts.ts';
import { pastReleases } from './past-releases.ts';
import { createTasks, type Tasks } from './tasks.ts';
import { createWebTriggers, type WebTriggers } from './web-triggers.ts';

/** The hand-made apps of the main account. A world of N apps has the first N of them, then generated ones. */
const mainApps: readonly AppPlan[] = [
  releaseNotes,
  timesheets,
  customerVault,
  standupDigest,
  decisionRegister,
  assetBridge,
  reportExporter,
  approvalButtons,
  diagramPeek,
  fieldGuard,
  minutesJapanese,
  hostileName,
  qualityGate,
  sprintForecast,
  teamPoll,
  mergeGatekeeper,
];

/** An account of the sandbox. Its token is made at random for each world, and valid nowhere else. */
export interface Account {
  readonly person: Person;
  readonly email: string;
  readonly token: string;
}

const account = (person: Person, email: string): Account => ({
  person,
  email,
  token: `sandbox-token-${randomBytes(24).toString('base64url')}`,
});

export interface World {
  readonly clock: Clock;
  readonly accounts: {
    readonly main: Account;
    readonly alias: Account;
    readonly empty: Account;
    readonly inactive: Account;
  };
  /** By UUID, oldest app first. Deleting an app removes it from this map. */
  readonly apps: Map<string, App>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly tasks: Tasks;
  readonly webTriggers: WebTriggers;
  readonly rollouts: Rollouts;
  readonly logs: WorldLogs;
  readonly uploads: ManifestUploads;
  readonly artifacts: AppUploads;
  /**
   * How technical rows (owner `identity`) behave. `hidden`: listed only on request, and removed with the last real row
   * of their site. `plain`: listed like any other row, and removed only when they are uninstalled themselves, which the
   * Forge CLI handles too.
   */
  technicalRows: 'hidden' | 'plain';
  /** How many apps are installed on a site, with those of others. */
  appsOnSite(site: Site): number;
  /** The apps that `person` contributes to, oldest first. */
  appsOf(person: Person): readonly App[];
  /** The contributor that `person` is to the app; undefined if they aren't one. */
  membership(app: App, person: Person): Contributor | undefined;
}

/**
 * Creates a world whose clock is fixed at `now` (default: real time). `apps`: how many apps the main account has
 * (default: only the hand-made ones).
 */
export function createWorld(now: Date | undefined, apps: number = mainApps.length): World {
  const clock = clockAt(now);
  const ago = datedBackFrom(clock.now());
  const made = mainApps.slice(0, apps).map((plan) => appFromPlan(plan, ago));
  const generated = generatedApps(Math.max(0, apps - mainApps.length), ago);
  const others = aliasApps.map((plan) => appFromPlan(plan, ago));
  const byAge = [...made, ...generated, ...others].sort(
    (a, b) => a.createdAt - b.createdAt || (a.uuid < b.uuid ? -1 : 1),
  );
  let sites: ReadonlyMap<string, Site> | undefined;
  const world: World = {
    clock,
    accounts: {
      main: account(people.mara, 'mara@example.com'),
      alias: account(people.maraForge, 'mara+forge@example.com'),
      empty: account(people.devon, 'devon@example.com'),
      inactive: account(people.priya, 'priya@example.com'),
    },
    apps: new Map(byAge.map((app) => [app.uuid, app])),
    get sites() {
      return (sites ??= allSites());
    },
    tasks: createTasks(clock),
    webTriggers: createWebTriggers(clock),
    logs: createWorldLogs(clock, () => world.webTriggers.invocations),
    rollouts: createRollouts(clock),
    uploads: createManifestUploads(clock),
    artifacts: createAppUploads(clock),
    technicalRows: 'hidden',
    appsOnSite: (site) =>
      (site.otherApps ?? 0) +
      [...world.apps.values()].filter((app) =>
        app.details().installations.some((one) => one.site?.cloudId === site.cloudId),
      ).length,
    appsOf: (person) =>
      person.status === 'active' ? [...world.apps.values()].filter((app) => world.membership(app, person)) : [],
    membership: (app, person) =>
      app.contributors.find((contributor) => contributor.person.accountId === person.accountId),
  };
  for (const app of made) if (app.rollingReleases) pastReleases(app, ago, world.rollouts);
  return world;
}
