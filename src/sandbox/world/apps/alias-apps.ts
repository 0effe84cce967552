import { sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { sites } from '../sites.ts';

const playground: Manifest = {
  scopes: ['read:jira-work', 'read:confluence-content.summary'],
  requiredProducts: ['jira'],
};
const invoices: Manifest = {
  scopes: ['read:jira-work', 'write:jira-work', 'storage:app'],
  requiredProducts: ['jira'],
  hosted: { classifications: ['pii', 'ugc'], locations: ['EU'] },
};

/** The apps of Mara's second account, which her first can't see. */
export const aliasApps: readonly AppPlan[] = [
  {
    uuid: sampleAppIds.maraForgePlayground,
    name: 'Forge Playground',
    description: 'Nothing here is meant to last.',
    created: 320,
    updated: 2.2,
    contributors: [[people.maraForge, ['ADMIN'], 2.2]],
    environments: [
      {
        key: 'default',
        createdDaysAgo: 320,
        releases: [{ major: 2, deploys: 27, from: 319, to: 2.2, manifest: playground }],
      },
      { key: 'staging', createdDaysAgo: 320 },
      { key: 'production', createdDaysAgo: 320 },
    ],
    installations: () => [
      { site: sites.maraDev, products: ['jira'], environment: 'default', installedDaysAgo: 318, by: people.maraForge },
    ],
  },
  {
    uuid: sampleAppIds.maraForgeInvoices,
    name: 'Invoice Matcher',
    description: 'Finds the issue an invoice belongs to.',
    created: 250,
    updated: 39.9,
    contributors: [
      [people.maraForge, ['ADMIN'], 39.9],
      [people.liam, ['VIEWER'], 200],
    ],
    environments: [
      {
        key: 'default',
        createdDaysAgo: 250,
        releases: [{ major: 2, deploys: 10, from: 249, to: 41, manifest: invoices }],
      },
      { key: 'staging', createdDaysAgo: 250 },
      {
        key: 'production',
        createdDaysAgo: 250,
        releases: [{ major: 2, deploys: 4, from: 230, to: 39.9, manifest: invoices }],
      },
    ],
    siteHistories: [
      {
        site: sites.fjordline,
        product: 'jira',
        environment: 'production',
        installed: 228.4,
        migrations: [{ scheduled: 100.2, to: 'EU' }],
      },
    ],
  },
];
