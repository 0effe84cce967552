import { forgeFunction, licenseOf, type InstallationPlan } from '../build.ts';
import { sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../model.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../plan.ts';
import { customerSite, sites } from '../sites.ts';

const partner = { id: '1219847', name: 'Northlight Labs' };

const timesheetsBase: Manifest = {
  scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'storage:app'],
  requiredProducts: ['jira'],
  licensed: true,
  egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['rates.example.com'] }],
  hosted: { classifications: ['ugc', 'other'], locations: ['EU', 'US'] },
  modules: [
    { key: 'timesheet-page', type: 'jira:globalPage', data: { title: 'Timesheets' } },
    { key: 'worklog-glance', type: 'jira:issueGlance', data: { title: 'Time', label: 'Log time' } },
    forgeFunction('rates', 'rates.load', 'nodejs20.x'),
  ],
};
const timesheetsRemote: Manifest = {
  ...timesheetsBase,
  scopes: [...timesheetsBase.scopes, 'read:app-system-token', 'report:personal-data'],
  egress: [
    { type: 'FETCH_BACKEND_SIDE', addresses: ['rates.example.com', 'payroll.example.com'], inScopeEUD: true },
    { type: 'FETCH_CLIENT_SIDE', addresses: ['*.payroll.example.com'] },
    { type: 'FONTS', addresses: ['fonts.example.com'] },
  ],
  remotes: [
    { key: 'payroll', baseUrl: 'https://payroll.example.com/forge', classifications: ['pii'], locations: ['EU'] },
  ],
  securityPolicies: [
    { type: 'SCRIPTS', policies: ['unsafe-eval', "'sha256-2YxA5rq8m1c7gVbqkHcVgn1dRqzW5x9w0v3l2uQ8H5s='"] },
    { type: 'STYLES', policies: ['unsafe-inline'] },
  ],
  modules: [
    ...(timesheetsBase.modules ?? []),
    {
      key: 'payroll',
      type: 'core:remote',
      data: { baseUrl: 'https://payroll.example.com/forge', operations: ['fetch', 'compute', 'storage'] },
    },
  ],
};
const timesheetsNext: Manifest = {
  ...timesheetsRemote,
  scopes: timesheetsRemote.scopes.map((scope) => (scope === 'read:jira-user' ? 'read:user:jira' : scope)),
};

/** Listed on the Marketplace and paid via Atlassian: licences, editions, trials, a remote. */
export const timesheets: AppPlan = {
  uuid: sampleAppIds.timesheets,
  name: 'Timesheets & Rates for Jira',
  description: 'Log time where the work is, approve it once a week, export it for payroll.',
  created: 1130,
  updated: 3.6,
  distribution: 'PUBLIC',
  space: 'northlight',
  vendorName: 'Northlight Labs',
  storesPersonalData: true,
  listing: {
    appKey: 'com.northlight.timesheets',
    marketplaceId: '1226403',
    slug: 'timesheets-rates-for-jira',
    summary: 'Time tracking with rates and weekly approval',
    status: 'PUBLIC',
    partner,
  },
  contributors: [
    [people.mara, ['ADMIN'], 3.6],
    [people.lucia, ['ADMIN'], 0.9],
    [people.ravi, ['DEVELOPER', 'DEPLOYER'], 3.7],
    [people.omar, ['VIEWER'], 77],
  ],
  contributorHistory: [
    [1129, 'CONTRIBUTOR_ADDED', people.mara, people.lucia, 'ADMIN'],
    [700.5, 'CONTRIBUTOR_ADDED', people.lucia, people.ravi, 'DEVELOPER'],
    [90.2, 'CONTRIBUTOR_ADDED', people.lucia, people.omar, 'VIEWER'],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 1130,
      releases: [
        { major: 2, deploys: 30, from: 1125, to: 460, manifest: timesheetsBase },
        { major: 3, deploys: 22, from: 455, to: 20, manifest: timesheetsRemote },
        { major: 4, deploys: 3, from: 9, to: 3.6, manifest: timesheetsNext },
      ],
    },
    {
      key: 'staging',
      createdDaysAgo: 1130,
      releases: [
        { major: 2, deploys: 12, from: 1100, to: 470, manifest: timesheetsBase },
        { major: 3, deploys: 9, from: 440, to: 21, manifest: timesheetsRemote },
      ],
    },
    {
      key: 'production',
      createdDaysAgo: 1130,
      releases: [
        { major: 2, deploys: 10, from: 1090, to: 480, manifest: timesheetsBase },
        { major: 3, deploys: 7, from: 430, to: 19.2, manifest: timesheetsRemote },
      ],
    },
  ],
  installations: (ago) => {
    const licence = (
      name: string,
      edition: 'advanced' | 'standard',
      kind: 'annual' | 'expired' | 'monthly' | 'trial',
    ) => licenseOf(name, ago, edition, kind);
    const paid: readonly InstallationPlan[] = [
      {
        site: sites.meridian,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 1001.3,
        license: licence('meridian', 'advanced', 'annual'),
        logs: false,
      },
      {
        site: sites.northwind,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 860.2,
        license: licence('northwind', 'standard', 'annual'),
        analytics: true,
      },
      {
        site: sites.riverbank,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 633,
        license: licence('riverbank', 'advanced', 'monthly'),
        behind: 1,
        codeBehind: 0,
      },
      {
        site: sites.tidewater,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 410.8,
        license: licence('tidewater', 'standard', 'expired'),
        behind: 1,
        codeBehind: 1,
      },
      {
        site: sites.umbra,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 12.4,
        license: licence('umbra', 'advanced', 'trial'),
      },
      {
        site: sites.orchard,
        products: ['jira'],
        environment: 'production',
        installedDaysAgo: 4.9,
        license: licence('orchard', 'standard', 'trial'),
        logs: false,
      },
    ];
    const smaller = Array.from({ length: 18 }, (_, index): InstallationPlan => ({
      site: customerSite(index * 7 + 3),
      products: ['jira'],
      environment: 'production',
      installedDaysAgo: 900 - index * 47.3,
      license: licence(
        `customer ${index}`,
        index % 5 === 0 ? 'advanced' : 'standard',
        index % 3 === 0 ? 'monthly' : 'annual',
      ),
      behind: index % 4 === 0 ? 1 : 0,
      logs: index % 3 !== 0,
      analytics: index % 4 === 1,
    }));
    return [
      {
        site: sites.northlightTest,
        products: ['jira'],
        environment: 'default',
        installedDaysAgo: 1124,
        by: people.mara,
      },
      {
        site: sites.northlightTest,
        products: ['jira'],
        environment: 'staging',
        installedDaysAgo: 1099,
        by: people.lucia,
      },
      ...paid,
      ...smaller,
    ];
  },
};

const peek: Manifest = {
  scopes: ['read:confluence-content.summary', 'read:attachment:confluence'],
  requiredProducts: ['confluence'],
  modules: [
    {
      key: 'diagram-peek',
      type: 'xen:macro',
      data: { title: 'Diagram Peek', description: 'Shows a diagram without opening it' },
    },
  ],
};

/** Listed and free; Mara is an administrator of it, Chloé owns it. */
export const diagramPeek: AppPlan = {
  uuid: sampleAppIds.diagramPeek,
  name: 'Diagram Peek for Confluence',
  description: 'Shows attached diagrams in the page, without opening them.',
  created: 844,
  updated: 61.7,
  distribution: 'PUBLIC',
  space: 'northlight',
  vendorName: 'Northlight Labs',
  listing: {
    appKey: 'com.northlight.diagram-peek',
    marketplaceId: '1229910',
    slug: 'diagram-peek-for-confluence',
    summary: 'Diagrams in the page',
    status: 'PUBLIC',
    partner,
  },
  contributors: [
    [people.chloe, ['ADMIN'], 61.7],
    [people.mara, ['ADMIN'], 130],
    [people.liam, ['DEVELOPER'], 240],
  ],
  contributorHistory: [
    [400.1, 'CONTRIBUTOR_ADDED', people.chloe, people.mara, 'ADMIN'],
    [399.4, 'CONTRIBUTOR_ADDED', people.mara, people.liam, 'DEVELOPER'],
  ],
  environments: [
    { key: 'default', createdDaysAgo: 844, releases: [{ major: 2, deploys: 6, from: 840, to: 64, manifest: peek }] },
    { key: 'staging', createdDaysAgo: 844, skeleton: true },
    {
      key: 'production',
      createdDaysAgo: 844,
      releases: [{ major: 2, deploys: 4, from: 820, to: 61.7, manifest: peek }],
    },
  ],
  installations: () =>
    [
      sites.lumen,
      sites.oakwood,
      sites.quarry,
      sites.whitfield,
      sites.yarrow,
      sites.zenith,
      sites.contessa,
      sites.hexacore,
      sites.nordbygg,
      sites.northwind,
      sites.sakura,
    ].map((site, index) => ({
      site,
      products: ['confluence'],
      environment: 'production',
      installedDaysAgo: 790 - index * 63.1,
      logs: index % 2 === 0,
    })),
};

const connectScopes: Manifest = {
  scopes: ['read:connect-jira', 'write:connect-jira', 'act-as-user:connect-jira'],
  requiredProducts: ['jira'],
  licensed: true,
  migrationKeys: { jira: 'com.northlight.asset-bridge', confluence: 'com.northlight.asset-bridge-c' },
};

/** A Connect app, Cloud Fortified. */
export const assetBridge: AppPlan = {
  uuid: sampleAppIds.assetBridge,
  name: 'Asset Bridge Cloud',
  description: 'Links hardware from the asset register to issues.',
  created: 2210,
  updated: 33.2,
  kind: 'connect',
  distribution: 'PUBLIC',
  space: 'northlight',
  vendorName: 'Northlight Labs',
  tags: ['CLOUD_FORTIFIED'],
  storesPersonalData: true,
  listing: {
    appKey: 'com.northlight.asset-bridge',
    marketplaceId: '1218330',
    slug: 'asset-bridge-cloud',
    summary: 'Assets beside issues',
    status: 'PUBLIC',
    partner,
  },
  contributors: [
    [people.mara, ['ADMIN'], 33.2],
    [people.lucia, ['ADMIN'], 210],
  ],
  environments: [
    {
      key: 'production',
      createdDaysAgo: 2210,
      releases: [{ major: 1, deploys: 9, from: 2209, to: 33.2, manifest: connectScopes }],
    },
  ],
  installations: (ago) =>
    [sites.meridian, sites.polaris, sites.tidewater, sites.kiruna].map((site, index) => ({
      site,
      products: ['jira'],
      environment: 'production',
      installedDaysAgo: 1600 - index * 311.7,
      license: licenseOf(`asset bridge ${site.hostName}`, ago, undefined, 'annual'),
    })),
};
