import { forgeFunction, type InstallationPlan } from '../app-builder.ts';
import { sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../world-types.ts';
import { former, people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { sites } from '../sites.ts';

const panel: Manifest['modules'] = [
  {
    key: 'release-notes-panel',
    type: 'jira:issuePanel',
    data: { title: 'Release notes', resource: 'main', resolver: { function: 'resolver' } },
  },
  forgeFunction('resolver', 'index.handler', 'nodejs22.x'),
];
const projectPage: Manifest['modules'] = [
  ...panel,
  { key: 'release-notes-project', type: 'jira:projectPage', data: { title: 'Release notes', resource: 'project' } },
  { key: 'nightly', type: 'core:scheduledTrigger', data: { interval: 'day', function: 'draft-nightly' } },
  forgeFunction('draft-nightly', 'nightly.run', 'nodejs22.x'),
];

const withTrigger: Manifest['modules'] = [
  ...projectPage,
  { key: 'publish-hook', type: 'core:webtrigger', data: { function: 'publish', response: { type: 'static' } } },
  forgeFunction('publish', 'publish.run', 'nodejs22.x'),
];

const first: Manifest = { scopes: ['read:jira-work', 'storage:app'], requiredProducts: ['jira'], modules: panel };
const second: Manifest = {
  ...first,
  scopes: ['read:jira-work', 'read:jira-user', 'storage:app'],
  egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['api.changelog.example.com'] }],
};
const third: Manifest = {
  ...second,
  scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'storage:app'],
  egress: [
    { type: 'FETCH_BACKEND_SIDE', addresses: ['api.changelog.example.com', '*.hooks.example.com'] },
    { type: 'IMAGES', addresses: ['cdn.example.com'] },
  ],
  modules: projectPage,
};
const fourth: Manifest = {
  ...third,
  egress: [
    { type: 'FETCH_BACKEND_SIDE', addresses: ['api.changelog.example.com', '*.hooks.example.com'], inScopeEUD: true },
    { type: 'FETCH_CLIENT_SIDE', addresses: ['stats.example.com'], category: 'ANALYTICS', inScopeEUD: false },
    { type: 'IMAGES', addresses: ['cdn.example.com'] },
  ],
  securityPolicies: [{ type: 'STYLES', policies: ['unsafe-inline'] }],
};
/** Not in production yet. */
const fifth: Manifest = {
  ...fourth,
  scopes: [...fourth.scopes, 'read:sprint:jira-software', 'manage:jira-project'],
  configurableEgress: true,
  modules: withTrigger,
};

const installations: readonly InstallationPlan[] = [
  {
    site: sites.maraDev,
    products: ['jira'],
    environment: 'default',
    installedDaysAgo: 611,
    by: people.mara,
    logs: true,
    analytics: true,
  },
  {
    site: sites.northlightTest,
    products: ['jira'],
    environment: 'default',
    installedDaysAgo: 318,
    by: people.aiko,
    behind: 1,
    logs: true,
  },
  {
    site: sites.northlightTest,
    products: ['jira'],
    environment: 'staging',
    installedDaysAgo: 596,
    by: people.jonas,
    behind: 1,
    codeBehind: 0,
    logs: true,
  },
  {
    site: sites.northlight,
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 588,
    by: people.mara,
    logs: true,
    analytics: true,
  },
  {
    site: sites.northwind,
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 402.2,
    logs: true,
    analytics: true,
  },
  {
    site: sites.fjordline,
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 377.9,
    behind: 1,
    codeBehind: 1,
    logs: false,
  },
  {
    site: sites.bluebird,
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 233.4,
    behind: 2,
    codeBehind: 0,
    logs: true,
  },
  {
    site: sites.sakura,
    products: ['jira'],
    environment: 'production',
    installedDaysAgo: 90.6,
    logs: false,
    analytics: true,
  },
  { site: sites.polaris, products: ['jira'], environment: 'production', installedDaysAgo: 44.1, workspace: true },
  { site: sites.vasastan, products: ['jira'], environment: 'production', installedDaysAgo: 2.7 },
  {
    site: sites.maraDev,
    products: ['jira'],
    environment: 'mara-dev',
    installedDaysAgo: 96,
    by: people.mara,
    logs: true,
  },
];

/** The main sample: all three environments, two custom ones, and scopes that are not in production yet. */
export const releaseNotes: AppPlan = {
  uuid: sampleAppIds.releaseNotes,
  name: 'Release Notes Composer',
  description: 'Drafts release notes from the issues of a version and keeps them beside the project.',
  created: 612,
  updated: 0.4,
  space: 'northlight',
  vendorName: 'Northlight Labs',
  contributors: [
    [people.mara, ['ADMIN'], 0.4],
    [people.aiko, ['ADMIN'], 2.1],
    [people.jonas, ['DEPLOYER'], 6],
    [people.samuel, ['DEVELOPER'], 41],
    [people.ewa, ['VIEWER']],
  ],
  contributorHistory: [
    [611.8, 'CONTRIBUTOR_ADDED', people.jonas, people.mara, 'DEVELOPER'],
    [540.2, 'CONTRIBUTOR_ROLE_UPDATED', people.jonas, people.mara, 'ADMIN'],
    [402.6, 'OWNERSHIP_TRANSFERRED', people.jonas, people.mara],
    [402.5, 'CONTRIBUTOR_ROLE_UPDATED', people.mara, people.jonas, 'DEPLOYER'],
    [318.3, 'CONTRIBUTOR_ADDED', people.mara, people.aiko, 'DEVELOPER'],
    [260.9, 'CONTRIBUTOR_ADDED', people.mara, people.hannah, 'DEVELOPER'],
    [201.1, 'CONTRIBUTOR_ROLE_UPDATED', people.mara, people.aiko, 'ADMIN'],
    [154.4, 'CONTRIBUTOR_REMOVED', people.aiko, people.hannah],
    [88.7, 'CONTRIBUTOR_ADDED', people.aiko, people.samuel, 'DEVELOPER'],
    [12.2, 'CONTRIBUTOR_ADDED', people.mara, people.ewa, 'VIEWER'],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 612,
      releases: [
        { major: 1, deploys: 2, from: 611, to: 609, manifest: first },
        { major: 2, deploys: 9, from: 600, to: 452, manifest: first },
        { major: 3, deploys: 14, from: 450, to: 305, manifest: second },
        { major: 4, deploys: 12, from: 300, to: 122, manifest: third },
        { major: 5, deploys: 8, from: 118, to: 31, manifest: fourth },
        { major: 6, deploys: 5, from: 9.2, to: 0.4, manifest: fifth },
      ],
      variables: [
        { key: 'CHANGELOG_API_URL', value: 'https://api.changelog.example.com/v2', encrypt: false },
        { key: 'CHANGELOG_API_KEY', value: 'not shown', encrypt: true },
        { key: 'LOG_LEVEL', value: 'debug', encrypt: false },
      ],
    },
    {
      key: 'staging',
      createdDaysAgo: 612,
      releases: [
        { major: 2, deploys: 4, from: 596, to: 440, manifest: second },
        { major: 3, deploys: 5, from: 298, to: 130, manifest: third },
        { major: 4, deploys: 3, from: 110, to: 28.5, manifest: fourth },
        { major: 5, deploys: 2, from: 5.1, to: 1.2, manifest: fifth },
      ],
      variables: [{ key: 'LOG_LEVEL', value: 'info', encrypt: false }],
    },
    {
      key: 'production',
      createdDaysAgo: 612,
      releases: [
        { major: 2, deploys: 3, from: 590, to: 460, manifest: second },
        { major: 3, deploys: 6, from: 290, to: 125, manifest: third },
        { major: 4, deploys: 4, from: 104, to: 18.3, manifest: fourth },
      ],
      variables: [
        { key: 'CHANGELOG_API_URL', value: 'https://api.changelog.example.com/v2', encrypt: false },
        { key: 'CHANGELOG_API_KEY', value: 'not shown', encrypt: true },
      ],
    },
    {
      key: 'mara-dev',
      createdDaysAgo: 97,
      createdBy: people.mara,
      releases: [{ major: 2, deploys: 11, from: 96, to: 3.3, manifest: fifth }],
      variables: [],
    },
    {
      key: 'feature-sprint-view',
      createdDaysAgo: 21,
      createdBy: people.aiko,
      releases: [{ major: 2, deploys: 3, from: 20, to: 14, manifest: fifth }],
    },
  ],
  installations: () => installations,
  identityRows: true,
  deployments: [
    {
      environment: 'default',
      daysAgo: 8.9,
      by: people.samuel,
      error: { code: 'BUNDLE_INVALID', message: 'Handler "nightly.run" was not found in the bundle.' },
    },
    {
      environment: 'production',
      daysAgo: 18.35,
      by: people.jonas,
      error: { code: 'DEPLOYMENT_TIMEOUT', message: 'The deployment took longer than expected.' },
    },
    {
      environment: 'staging',
      daysAgo: 2.2,
      by: people.aiko,
      error: {
        code: 'MANIFEST_PERMISSIONS_VALIDATION_FAILED',
        message: 'The scope manage:jira-project is not available to this app. (permissions.scopes)',
        fields: { key: 'permissions.scopes' },
      },
    },
    {
      environment: 'default',
      daysAgo: 21.4,
      by: former,
      error: { code: 'ENTITY_VALIDATION_ERROR', message: 'Entity "note" has no attributes.' },
    },
    { environment: 'staging', daysAgo: 0.004, by: people.mara },
  ],
  builds: [
    { tag: 'nightly-2025.6', daysAgo: 0.01, by: people.mara, status: 'PROCESSING' },
    { tag: 'release_candidate-7', daysAgo: 0.6, by: people.aiko, status: 'READY' },
    { tag: 'broken-on-friday', daysAgo: 1.5, by: people.samuel, status: 'FAILED' },
  ],
};
