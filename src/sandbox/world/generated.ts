import { contributor, type EnvironmentPlan, type InstallationPlan, type Release } from './build.ts';
import type { DaysAgo } from './world-clock.ts';
import type { App, AppDetails, Manifest, Person } from './model.ts';
import { people } from './people.ts';
import { appFromPlan } from './plan.ts';
import { drawsOf, pick, uuidOf } from './seed.ts';
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
  const name = `${doers[index % doers.length] ?? 'Page'} ${things[Math.floor(index / doers.length) % things.length] ?? 'Report'}`;
  return turn < endings.length ? name + (endings[turn] ?? '') : `${name} ${turn}`;
}

/** Any number of plausible apps of Mara's. What only an app's page shows is built when asked for, and let go again. */
export function generatedApps(count: number, ago: DaysAgo): readonly App[] {
  const details = createDetailsCache();
  return Array.from({ length: count }, (_, index) => generatedApp(index, ago, details));
}

function generatedApp(index: number, ago: DaysAgo, details: DetailsCache): App {
  const uuid = uuidOf(`generated app ${index}`);
  const name = nameOf(index);
  const draw = drawsOf(name);
  const created = 20 + Math.floor(draw() * 1500);
  const updated = Math.round(draw() ** 2 * created * 10) / 10;
  const kind = draw() < 0.92 ? 'forge' : draw() < 0.5 ? 'oauth' : 'connect';
  const summary = {
    uuid,
    name,
    description: `${name}, made by the team for the team.`,
    created,
    updated,
    kind,
    distribution: draw() < 0.2 ? 'PUBLIC' : 'DEVELOPMENT',
    space: draw() < 0.5 ? 'northlight' : 'personal',
  } as const;
  const light = appFromPlan({ ...summary, contributors: [[people.mara, ['ADMIN'], updated]], environments: [] }, ago);
  const contributors =
    draw() < 0.4
      ? [...light.contributors, contributor(pick(draw, coworkers), ['DEVELOPER'], undefined)]
      : light.contributors;
  return { ...light, contributors, details: () => details(uuid, () => detailsOf(summary, ago)) };
}

type DetailsCache = (uuid: string, build: () => AppDetails) => AppDetails;

const detailsKept = 500;

/** Keeps the details used last, and all in which something was uninstalled. */
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
  const draw = drawsOf(`details of ${summary.name}`);
  const product = summary.name.includes('Confluence') ? 'confluence' : 'jira';
  const manifest: Manifest = {
    scopes: (product === 'jira' ? jiraScopes : confluenceScopes).filter(() => draw() < 0.6),
    requiredProducts: [product],
  };
  const deployed = draw() < 0.7;
  const releases = (deploys: number): readonly Release[] => [
    { major: 2, deploys, from: Math.max(summary.created - 1, summary.updated), to: summary.updated, manifest },
  ];
  const production: EnvironmentPlan = {
    key: 'production',
    createdDaysAgo: summary.created,
    ...(deployed ? { releases: releases(1 + Math.floor(draw() * 6)) } : {}),
  };
  const environments: EnvironmentPlan[] =
    summary.kind === 'forge'
      ? [
          { key: 'default', createdDaysAgo: summary.created, releases: releases(1 + Math.floor(draw() * 12)) },
          { key: 'staging', createdDaysAgo: summary.created },
          production,
        ]
      : [{ ...production, releases: releases(2) }];
  const first = Math.floor(draw() * 300);
  const installations = Array.from({ length: deployed ? Math.floor(draw() * 5) : 0 }, (_, index): InstallationPlan => ({
    site: customerSite(first + index * 13),
    products: [product],
    environment: 'production',
    installedDaysAgo: summary.updated * (0.95 - index * 0.2),
    logs: draw() < 0.6,
  }));
  return appFromPlan(
    { ...summary, contributors: [[people.mara, ['ADMIN']]], environments, installations: () => installations },
    ago,
  ).details();
}
