import { forgeFunction, licenseOf, type InstallationPlan } from '../app-builder.ts';
import type { AppPlan } from '../app-plan.ts';
import { people } from '../people.ts';
import { customerSite, sites } from '../sites.ts';
import type { DaysAgo } from '../world-clock.ts';
import { marketplacePartner, sampleAppIds } from '../world-ids.ts';
import type { Manifest, Variable } from '../world-types.ts';

/** As many variables as an environment can have: 50 plain ones and 10 encrypted ones. */
const fullOfVariables: readonly Variable[] = Array.from({ length: 60 }, (_, index) => {
  const encrypt = index >= 50;
  const number = String(encrypt ? index - 49 : index + 1).padStart(2, '0');
  return { key: `${encrypt ? 'SECRET' : 'RATE'}_${number}`, value: String(index), encrypt };
});

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

/** Listed on the Marketplace and paid via Atlassian: licenses, editions, trials, a remote. */
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
    partner: marketplacePartner,
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
      variables: fullOfVariables,
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
  installations: (ago) => [
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
    ...namedCustomers(ago),
    ...generatedCustomers(ago),
  ],
};

function namedCustomers(ago: DaysAgo): readonly InstallationPlan[] {
  return [
    {
      site: sites.meridian,
      installedDaysAgo: 1001.3,
      license: licenseOf('meridian', ago, 'advanced', 'annual'),
      logs: false,
    },
    {
      site: sites.northwind,
      installedDaysAgo: 860.2,
      license: licenseOf('northwind', ago, 'standard', 'annual'),
      analytics: true,
    },
    {
      site: sites.riverbank,
      installedDaysAgo: 633,
      license: licenseOf('riverbank', ago, 'advanced', 'monthly'),
      behind: 1,
      codeBehind: 0,
    },
    {
      site: sites.tidewater,
      installedDaysAgo: 410.8,
      license: licenseOf('tidewater', ago, 'standard', 'expired'),
      behind: 1,
      codeBehind: 1,
    },
    {
      site: sites.umbra,
      installedDaysAgo: 12.4,
      license: licenseOf('umbra', ago, 'advanced', 'trial'),
    },
    {
      site: sites.orchard,
      installedDaysAgo: 4.9,
      license: licenseOf('orchard', ago, 'standard', 'trial'),
      logs: false,
    },
  ].map((customer) => ({ products: ['jira'], environment: 'production', ...customer }));
}

function generatedCustomers(ago: DaysAgo): readonly InstallationPlan[] {
  return Array.from({ length: 18 }, (_, index) => ({
    site: customerSite(index * 7 + 3),
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 900 - index * 47.3,
    license: licenseOf(
      `customer ${index}`,
      ago,
      index % 5 === 0 ? 'advanced' : 'standard',
      index % 3 === 0 ? 'monthly' : 'annual',
    ),
    behind: index % 4 === 0 ? 1 : 0,
    logs: index % 3 !== 0,
    analytics: index % 4 === 1,
  }));
}
