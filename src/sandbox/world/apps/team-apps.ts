import { sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { sites } from '../sites.ts';

const decisions: Manifest = {
  scopes: ['read:jira-work', 'read:confluence-content.summary', 'write:confluence-content', 'storage:app'],
  requiredProducts: ['jira'],
  modules: [
    { key: 'decision-panel', type: 'jira:issuePanel', data: { title: 'Decisions' } },
    { key: 'decision-macro', type: 'xen:macro', data: { title: 'Decision register' } },
  ],
};
const decisionsWithSearch: Manifest = { ...decisions, scopes: [...decisions.scopes, 'search:confluence'] };

/** Cross-product: Jira is required, Confluence (and in one installation Compass) optional. */
export const decisionRegister: AppPlan = {
  uuid: sampleAppIds.decisionRegister,
  name: 'Decision Register',
  description: 'Writes down what was decided, in the issue and in the page about it.',
  created: 433,
  updated: 10.5,
  space: 'northlight',
  vendorName: 'Northlight Labs',
  contributors: [
    [people.mara, ['ADMIN'], 10.5],
    [people.ravi, ['DEVELOPER'], 28],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 433,
      releases: [
        { major: 2, deploys: 12, from: 430, to: 210, manifest: decisions },
        { major: 3, deploys: 6, from: 200, to: 11, manifest: decisionsWithSearch },
      ],
    },
    {
      key: 'staging',
      createdDaysAgo: 433,
      releases: [{ major: 2, deploys: 3, from: 420, to: 205, manifest: decisions }],
    },
    {
      key: 'production',
      createdDaysAgo: 433,
      releases: [
        { major: 2, deploys: 4, from: 410, to: 202, manifest: decisions },
        { major: 3, deploys: 3, from: 190, to: 10.5, manifest: decisionsWithSearch },
      ],
    },
  ],
  installations: () => [
    {
      site: sites.maraDev,
      products: ['jira', 'confluence'],
      environment: 'default',
      installedDaysAgo: 429,
      by: people.mara,
    },
    {
      site: sites.northlight,
      products: ['jira', 'confluence'],
      environment: 'production',
      installedDaysAgo: 400.6,
      by: people.mara,
    },
    {
      site: sites.polaris,
      products: ['jira', 'confluence', 'compass'],
      environment: 'production',
      installedDaysAgo: 166.3,
      behind: 1,
      codeBehind: 0,
    },
    {
      site: sites.vasastan,
      products: ['jira'],
      environment: 'production',
      installedDaysAgo: 31.9,
      logs: false,
      behind: 1,
      codeBehind: 1,
    },
  ],
  identityRows: true,
  rollingReleases: true,
};

const gate: Manifest = {
  scopes: ['read:component:compass', 'write:metric:compass', 'read:scorecard:compass'],
  requiredProducts: ['compass'],
  modules: [{ key: 'gate-metrics', type: 'compass:adminPage', data: { title: 'Quality gates' } }],
};

/** Owned by Jonas; Mara is a viewer. */
export const qualityGate: AppPlan = {
  uuid: sampleAppIds.qualityGate,
  name: 'Quality Gate for Compass',
  description: 'Holds back components whose scorecard slips.',
  created: 298,
  updated: 47.3,
  space: 'fjord',
  vendorName: 'Fjord & Sons “Software”',
  contributors: [
    [people.jonas, ['ADMIN'], 47.3],
    [people.mara, ['VIEWER'], 120],
  ],
  contributorHistory: [[240, 'CONTRIBUTOR_ADDED', people.jonas, people.mara, 'VIEWER']],
  environments: [
    { key: 'default', createdDaysAgo: 298, releases: [{ major: 2, deploys: 5, from: 297, to: 50, manifest: gate }] },
    { key: 'staging', createdDaysAgo: 298, templateOnly: true },
    {
      key: 'production',
      createdDaysAgo: 298,
      releases: [{ major: 2, deploys: 2, from: 280, to: 47.3, manifest: gate }],
    },
  ],
  installations: () => [
    { site: sites.northwind, products: ['compass'], environment: 'production', installedDaysAgo: 277, workspace: true },
  ],
};

const forecast: Manifest = {
  scopes: ['read:sprint:jira-software', 'read:board-scope:jira-software', 'read:issue:jira-software', 'storage:app'],
  requiredProducts: ['jira'],
  hosted: { classifications: ['other'], locations: ['EU', 'US'] },
};

/** A failure for each group of the gateway's codes. */
const failures: readonly (readonly [code: string, message: string, fields?: Readonly<Record<string, unknown>>])[] = [
  [
    'ENVIRONMENT_UPDATE_VALIDATION_FAILED',
    'The environment could not be updated.',
    { validationResult: { message: 'modules.jira:issuePanel[0].function: no function has the key "resolver"' } },
  ],
  ['MANIFEST_VALIDATION_FAILED', 'Manifest is not valid: modules.trigger[0].events must not be empty'],
  ['HOSTED_RESOURCE_ZIP_TOO_BIG', 'Resource main has 152 MB'],
  ['HOSTED_RESOURCE_FAILED_TO_FETCH', 'Could not fetch the uploaded resource'],
  ['HOSTED_RESOURCES_LAMBDA_TIMEOUT', 'Task timed out'],
  ['CUSTOM_SCOPES_NOT_AVAILABLE', 'Custom scopes are not available'],
  ['PRIVATE_APP_MISSING_DEVELOPER_SPACE', 'The app has no developer space'],
  ['RATE_LIMITED', 'Too many deployments'],
];

/** Owned by Aiko. Mara is a developer, so she can neither deploy to production nor see the audit logs. */
export const sprintForecast: AppPlan = {
  uuid: sampleAppIds.sprintForecast,
  name: 'Sprint Forecast',
  description: 'Says on Monday what will be done on Friday.',
  created: 160,
  updated: 5.2,
  space: 'fjord',
  contributors: [
    [people.aiko, ['ADMIN'], 5.2],
    [people.mara, ['DEVELOPER'], 18.6],
    [people.chloe, ['DEPLOYER'], 9],
  ],
  contributorHistory: [[150, 'CONTRIBUTOR_ADDED', people.aiko, people.mara, 'DEVELOPER']],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 160,
      releases: [{ major: 2, deploys: 9, from: 159, to: 5.2, manifest: forecast }],
    },
    { key: 'staging', createdDaysAgo: 160, releases: [{ major: 2, deploys: 2, from: 60, to: 22, manifest: forecast }] },
    {
      key: 'production',
      createdDaysAgo: 160,
      releases: [{ major: 2, deploys: 2, from: 55, to: 20.7, manifest: forecast }],
    },
  ],
  installations: () => [
    { site: sites.maraDev, products: ['jira'], environment: 'default', installedDaysAgo: 148, by: people.mara },
  ],
  deployments: failures.map(([code, message, fields], index) => ({
    environment: 'default',
    daysAgo: 4.1 - index * 0.4,
    by: index % 2 === 0 ? people.aiko : people.mara,
    error: { code, message, ...(fields && { fields }) },
  })),
  siteHistories: [
    { site: sites.fjordline, product: 'jira', environment: 'production', installed: 54.2 },
    { site: sites.bluebird, product: 'jira', environment: 'production', installed: 33.3 },
  ],
};
