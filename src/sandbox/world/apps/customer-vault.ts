import { sampleAppIds } from '../world-ids.ts';
import type { SiteHistory } from '../data-events.ts';
import type { Manifest } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { customerSite, sites } from '../sites.ts';

const notes: Manifest = {
  scopes: ['read:confluence-content.summary', 'read:confluence-space.summary', 'storage:app'],
  requiredProducts: ['confluence'],
  hosted: { classifications: ['ugc', 'pii'], locations: ['AU', 'DE', 'EU', 'JP', 'UK', 'US'] },
  modules: [
    { key: 'vault', type: 'confluence:spacePage', data: { title: 'Customer notes' } },
    { key: 'vault-sql', type: 'core:sql', data: { engine: 'mysql' } },
  ],
};
const search: Manifest = { ...notes, scopes: [...notes.scopes, 'search:confluence'] };

const production = 'production';
const siteHistories: readonly SiteHistory[] = [
  // Installed before the backfill of March 2024, for clocks at which its events are still kept.
  {
    site: sites.contessa,
    product: 'confluence',
    environment: production,
    installed: 1012.4,
    migrations: [
      { scheduled: 688.2, to: 'US' },
      { scheduled: 322.6, to: 'EU' },
    ],
  },
  {
    site: sites.meridian,
    product: 'confluence',
    environment: production,
    installed: 980.1,
    migrations: [
      { scheduled: 611.7, to: 'EU', failed: true },
      { scheduled: 604.3, to: 'EU' },
    ],
  },
  {
    site: sites.whitfield,
    product: 'confluence',
    environment: production,
    installed: 701.9,
    migrations: [{ scheduled: 455.5, to: 'UK' }],
  },
  {
    site: sites.sakura,
    product: 'confluence',
    environment: production,
    installed: 655.3,
    migrations: [{ scheduled: 290.8, to: 'JP' }],
  },
  { site: sites.formula, product: 'confluence', environment: production, installed: 498.6, isPinned: true },
  {
    site: sites.hexacore,
    product: 'confluence',
    environment: production,
    installed: 366.2,
    migrations: [
      { scheduled: 29.4, to: 'DE', failed: true },
      { scheduled: 24.1, to: 'DE' },
    ],
  },
  {
    site: sites.nordbygg,
    product: 'confluence',
    environment: production,
    installed: 210.7,
    migrations: [{ scheduled: 0.8, to: 'EU', unfinished: true }],
  },
  { site: sites.northlightTest, product: 'confluence', environment: 'default', installed: 1015.5 },
  { site: sites.northlightTest, product: 'confluence', environment: 'staging', installed: 640.4 },
  // Uninstalled: the events of the first two are erased, those of the third not yet.
  {
    site: sites.gamla,
    product: 'confluence',
    environment: production,
    installed: 512.2,
    uninstalled: 45.3,
    migrations: [{ scheduled: 260.1, to: 'EU' }],
  },
  { site: sites.lumen, product: 'confluence', environment: production, installed: 402.8, uninstalled: 31.5 },
  {
    site: sites.oakwood,
    product: 'confluence',
    environment: production,
    installed: 301.1,
    uninstalled: 12.6,
    migrations: [{ scheduled: 144.4, to: 'AU' }],
  },
  ...Array.from({ length: 24 }, (_, index): SiteHistory => ({
    site: customerSite(index * 11 + 5),
    product: 'confluence',
    environment: production,
    installed: 720 - index * 29.4,
    migrations:
      index % 3 === 0
        ? [
            {
              scheduled: (720 - index * 29.4) * 0.6,
              to: ['EU', 'US', 'DE'][index % 2] ?? 'EU',
              failed: index % 9 === 0,
            },
          ]
        : [],
  })),
];

/** Forge-hosted storage, with two years of audit events. */
export const customerVault: AppPlan = {
  uuid: sampleAppIds.customerVault,
  name: 'Customer Notes Vault',
  description: 'Keeps notes on customers next to the pages about them, in the region the customer chose.',
  created: 1020,
  updated: 7.1,
  distribution: 'PUBLIC',
  space: 'fjord',
  vendorName: 'Fjord & Sons “Software”',
  storesPersonalData: true,
  contributors: [
    [people.mara, ['ADMIN'], 1.3],
    [people.hannah, ['ADMIN'], 7.1],
    [people.liam, ['DEVELOPER'], 19],
  ],
  contributorHistory: [
    [1018, 'CONTRIBUTOR_ADDED', people.mara, people.hannah, 'DEVELOPER'],
    [500.3, 'CONTRIBUTOR_ROLE_UPDATED', people.mara, people.hannah, 'ADMIN'],
    [120.9, 'CONTRIBUTOR_ADDED', people.hannah, people.liam, 'DEVELOPER'],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 1020,
      releases: [
        { major: 2, deploys: 24, from: 1018, to: 330, manifest: notes },
        { major: 3, deploys: 10, from: 320, to: 8.4, manifest: search },
      ],
    },
    {
      key: 'staging',
      createdDaysAgo: 1020,
      releases: [
        { major: 2, deploys: 6, from: 1017, to: 335, manifest: notes },
        { major: 3, deploys: 4, from: 310, to: 7.8, manifest: search },
      ],
    },
    {
      key: production,
      createdDaysAgo: 1020,
      releases: [
        { major: 2, deploys: 8, from: 1016, to: 340, manifest: notes },
        { major: 3, deploys: 5, from: 305, to: 7.1, manifest: search },
      ],
    },
  ],
  siteHistories: siteHistories,
};
