import { contributor, type EnvironmentPlan, type InstallationPlan, type Release } from './app-builder.ts';
import type { DaysAgo } from './world-clock.ts';
import type { App, AppDetails, Manifest, Person } from './world-types.ts';
import { people } from './people.ts';
import { appFromPlan } from './app-plan.ts';
import { seededRandom, pick, uuidOf } from './seeded-random.ts';
import { customerSite } from './sites.ts';

const doers = [
  'Backlog',
  'Board',
  'Build',
  'Capacity',
  'Checklist',
  'Component',
  'Deadline',
  'Dependency',
  'Epic',
  'Estimate',
  'Incident',
  'Label',
  'Meeting',
  'Milestone',
  'Page',
  'Release',
  'Retro',
  'Risk',
  'Roadmap',
  'Sprint',
  'Status',
  'Survey',
  'Template',
  'Workload',
];
const things = [
  'Assistant',
  'Board',
  'Calendar',
  'Companion',
  'Digest',
  'Explorer',
  'Gadget',
  'Heatmap',
  'Importer',
  'Keeper',
  'Linker',
  'Matrix',
  'Navigator',
  'Planner',
  'Radar',
  'Report',
  'Sync',
  'Timeline',
  'Tracker',
  'Watch',
];
const endings = ['', ' for Jira', ' for Confluence', ' Lite', ' Plus', ' 2'];
const jiraScopes = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'storage:app',
  'read:issue:jira',
  'read:project:jira',
];
const confluenceScopes = [
  'read:confluence-content.summary',
  'read:page:confluence',
  'write:confluence-content',
  'storage:app',
  'search:confluence',
];
const coworkers: readonly Person[] = [
  people.jonas,
  people.aiko,
  people.samuel,
  people.lucia,
  people.ravi,
  people.chloe,
];

function nameOf(index: number): string {
  const turn = Math.floor(index / (doers.length * things.length));
  const doer = doers[index % doers.length] ?? 'Page';
  const thing = things[Math.floor(index / doers.length) % things.length] ?? 'Report';
  const name = `${doer} ${thing}`;
  return turn < endings.length ? name + (endings[turn] ?? '') : `${name} ${turn}`;
}

/** Generates apps of Mara's. Their details are built when they are needed, and cached. */
export function generatedApps(count: number, ago: DaysAgo): readonly App[] {
  const details = createDetailsCache();
  return Array.from({ length: count }, (_, index) => generatedApp(index, ago, details));
}

function generatedApp(index: number, ago: DaysAgo, details: DetailsCache): App {
  const uuid = uuidOf(`generated app ${index}`);
  const name = nameOf(index);
  const random = seededRandom(name);
  const created = 20 + Math.floor(random() * 1500);
  const updated = Math.round(random() ** 2 * created * 10) / 10;
  const kind = kindOf(random);
  const summary = {
    uuid,
    name,
    description: `${name}, made by the team for the team.`,
    created,
    updated,
    kind,
    distribution: random() < 0.2 ? 'PUBLIC' : 'DEVELOPMENT',
    space: random() < 0.5 ? 'northlight' : 'personal',
  } as const;
  const light = appFromPlan({ ...summary, contributors: [[people.mara, ['ADMIN'], updated]], environments: [] }, ago);
  const contributors =
    random() < 0.4
      ? [...light.contributors, contributor(pick(random, coworkers), ['DEVELOPER'], undefined)]
      : light.contributors;
  return { ...light, contributors, details: () => details(uuid, () => detailsOf(summary, ago)) };
}

function kindOf(random: () => number): App['kind'] {
  if (random() < 0.92) return 'forge';
  return random() < 0.5 ? 'oauth' : 'connect';
}

type DetailsCache = (uuid: string, build: () => AppDetails) => AppDetails;

const detailsKept = 500;

/** Keeps the most recently used details, and all in which something was uninstalled. */
function createDetailsCache(): DetailsCache {
  const kept = new Map<string, { details: AppDetails; installations: AppDetails['installations'] }>();
  return (uuid, build) => {
    const found = kept.get(uuid);
    const details = found?.details ?? build();
    kept.delete(uuid);
    kept.set(uuid, found ?? { details, installations: details.installations });
    for (const [key, entry] of kept) {
      if (kept.size <= detailsKept) break;
      if (entry.details.installations === entry.installations) kept.delete(key);
    }
    return details;
  };
}

function detailsOf(
  summary: { uuid: string; name: string; description: string; created: number; updated: number; kind: App['kind'] },
  ago: DaysAgo,
): AppDetails {
  const random = seededRandom(`details of ${summary.name}`);
  const product = summary.name.includes('Confluence') ? 'confluence' : 'jira';
  const manifest: Manifest = {
    scopes: (product === 'jira' ? jiraScopes : confluenceScopes).filter(() => random() < 0.6),
    requiredProducts: [product],
  };
  const deployed = random() < 0.7;
  const releases = (deploys: number): readonly Release[] => [
    { major: 2, deploys, from: Math.max(summary.created - 1, summary.updated), to: summary.updated, manifest },
  ];
  const production: EnvironmentPlan = {
    key: 'production',
    createdDaysAgo: summary.created,
    ...(deployed ? { releases: releases(1 + Math.floor(random() * 6)) } : {}),
  };
  const environments: EnvironmentPlan[] =
    summary.kind === 'forge'
      ? [
          { key: 'default', createdDaysAgo: summary.created, releases: releases(1 + Math.floor(random() * 12)) },
          { key: 'staging', createdDaysAgo: summary.created },
          production,
        ]
      : [{ ...production, releases: releases(2) }];
  const first = Math.floor(random() * 300);
  const installations = Array.from(
    { length: deployed ? Math.floor(random() * 5) : 0 },
    (_, index): InstallationPlan => ({
      site: customerSite(first + index * 13),
      products: [product],
      environment: 'production',
      installedDaysAgo: summary.updated * (0.95 - index * 0.2),
      logs: random() < 0.6,
    }),
  );
  return appFromPlan(
    { ...summary, contributors: [[people.mara, ['ADMIN']]], environments, installations: () => installations },
    ago,
  ).details();
}
