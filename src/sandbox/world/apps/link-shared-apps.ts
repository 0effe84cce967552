import { sampleAppIds } from '../world-ids.ts';
import { hexOf } from '../seeded-random.ts';
import type { Manifest, Product } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { customerSite, sites } from '../sites.ts';

const approvals: Manifest = {
  scopes: ['read:issue:jira', 'write:issue:jira', 'read:user:jira', 'send:notification:jira'],
  requiredProducts: ['jira'],
  modules: [{ key: 'approve', type: 'jira:issueAction', data: { title: 'Approve' } }],
};

/** Shared by a distribution link with two partner companies. */
export const approvalButtons: AppPlan = {
  uuid: sampleAppIds.approvalButtons,
  name: 'Approval Buttons',
  description: 'Two buttons on an issue: approve, send back.',
  created: 205,
  updated: 15.8,
  distribution: 'PUBLIC',
  space: 'personal',
  distributionLink: { signature: `AYABe${hexOf('approval buttons link', 96)}`, products: ['jira'] },
  contributors: [
    [people.mara, ['ADMIN'], 15.8],
    [people.liam, ['DEVELOPER'], 30],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 205,
      releases: [{ major: 2, deploys: 7, from: 204, to: 16.1, manifest: approvals }],
    },
    { key: 'staging', createdDaysAgo: 205, templateOnly: true },
    {
      key: 'production',
      createdDaysAgo: 205,
      releases: [{ major: 2, deploys: 3, from: 190, to: 15.8, manifest: approvals }],
    },
  ],
  installations: () => [
    { site: sites.maraDev, products: ['jira'], environment: 'default', installedDaysAgo: 204, by: people.mara },
    { site: sites.bluebird, products: ['jira'], environment: 'production', installedDaysAgo: 140.2 },
    { site: sites.polaris, products: ['jira'], environment: 'production', installedDaysAgo: 77.5, logs: false },
  ],
};

const guard: Manifest = {
  scopes: ['read:jira-work', 'manage:jira-configuration'],
  requiredProducts: ['jira'],
  egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['https://rules.example.com'] }],
  modules: [{ key: 'guard-admin', type: 'jira:adminPage', data: { title: 'Field Guard' } }],
};
/** 24 major versions, each with other scopes than the one before. */
const guardSteps: readonly Manifest[] = Array.from({ length: 24 }, (_, step) => ({
  ...guard,
  scopes: [
    ...guard.scopes,
    ...['read:jira-user', 'storage:app', 'read:project:jira', 'read:label:jira'].filter(
      (_scope, index) => (step >> index) % 2 === 1,
    ),
  ],
}));
const guardBroad: Manifest = { ...guard, scopes: [...guard.scopes, 'read:jira-user', 'storage:app'] };

/** Installed on 300 sites. */
export const fieldGuard: AppPlan = {
  uuid: sampleAppIds.fieldGuard,
  name: 'Field Guard',
  description: 'Stops edits of fields that are none of the editor’s business.',
  created: 1480,
  updated: 22.9,
  distribution: 'PUBLIC',
  space: 'northlight',
  vendorName: 'Northlight Labs',
  distributionLink: { signature: `AYABe${hexOf('field guard link', 96)}`, products: ['jira'] },
  contributors: [
    [people.mara, ['ADMIN'], 22.9],
    [people.jonas, ['DEPLOYER'], 58],
  ],
  // More than one page: Jonas's role changes every three weeks.
  contributorHistory: Array.from(
    { length: 64 },
    (_, index) =>
      [
        1400 - index * 21.7,
        'CONTRIBUTOR_ROLE_UPDATED',
        people.mara,
        people.jonas,
        index % 2 === 0 ? 'DEVELOPER' : 'DEPLOYER',
      ] as const,
  ),
  environments: [
    {
      key: 'default',
      createdDaysAgo: 1480,
      releases: [
        ...guardSteps.map((manifest, step) => ({
          major: step + 2,
          deploys: 2 + (step % 5),
          from: 1478 - step * 44,
          to: 1440 - step * 44,
          manifest,
        })),
        { major: 26, deploys: 15, from: 400, to: 24, manifest: guardBroad },
      ],
    },
    {
      key: 'staging',
      createdDaysAgo: 1480,
      releases: [
        { major: 2, deploys: 5, from: 1400, to: 405, manifest: guard },
        { major: 3, deploys: 5, from: 390, to: 23.4, manifest: guardBroad },
      ],
    },
    {
      key: 'production',
      createdDaysAgo: 1480,
      releases: [
        ...guardSteps.slice(0, 6).map((manifest, step) => ({
          major: step + 2,
          deploys: 2 + step,
          from: 1390 - step * 160,
          to: 1240 - step * 160,
          manifest,
        })),
        { major: 8, deploys: 11, from: 380, to: 22.9, manifest: guardBroad },
      ],
    },
  ],
  installations: () =>
    Array.from({ length: 300 }, (_, index) => ({
      site: customerSite(index),
      products: ['jira'] as readonly [Product, ...Product[]],
      environment: environmentOf(index),
      installedDaysAgo: 1380 - index * 4.55,
      behind: index >= 9 && index % 5 === 0 ? 1 + (index % 4) : 0,
      codeBehind: index >= 9 && index % 10 === 0 ? 1 : 0,
      logs: index % 3 !== 2,
      analytics: index % 5 === 1,
      workspace: index % 6 === 0,
    })),
};

function environmentOf(index: number): string {
  if (index < 4) return 'default';
  return index < 9 ? 'staging' : 'production';
}
