import { sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { sites, workspaces } from '../sites.ts';

/** Created last week and never deployed: it has only the version 1.1.0 of a new app, and no production. */
export const standupDigest: AppPlan = {
  uuid: sampleAppIds.standupDigest,
  name: 'Standup Digest',
  description: '',
  created: 6.3,
  updated: 6.3,
  contributors: [[people.mara, ['ADMIN'], 6.3]],
  environments: [
    { key: 'default', createdDaysAgo: 6.3, templateOnly: true },
    { key: 'staging', createdDaysAgo: 6.3 },
    { key: 'production', createdDaysAgo: 6.3 },
  ],
};

const exporter: Manifest = { scopes: ['read:jira-work', 'read:jira-user', 'read:me', 'offline_access'] };

/** An OAuth 2.0 (3LO) integration. */
export const reportExporter: AppPlan = {
  uuid: sampleAppIds.reportExporter,
  name: 'Report Exporter integration',
  description: 'Nightly export of issue counts to the data warehouse.',
  created: 903,
  updated: 271.4,
  kind: 'oauth',
  contributors: [
    [people.mara, ['ADMIN'], 271.4],
    [people.ravi, ['DEVELOPER']],
  ],
  environments: [
    {
      key: 'production',
      createdDaysAgo: 903,
      releases: [{ major: 1, deploys: 3, from: 902, to: 271.4, manifest: exporter }],
      callbacks: ['https://warehouse.example.com/oauth/callback'],
    },
  ],
};

const minutes: Manifest = {
  scopes: ['read:page:confluence', 'write:page:confluence', 'read:user:confluence'],
  requiredProducts: ['confluence'],
  egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['honyaku.example.com'] }],
  modules: [{ key: 'gijiroku', type: 'confluence:contentAction', data: { title: '議事録を作成' } }],
};

/** A name in Japanese. */
export const minutesJapanese: AppPlan = {
  uuid: sampleAppIds.minutesJapanese,
  name: '議事録アシスタント',
  description: '会議のメモから議事録を作成し、関係者に共有します。',
  created: 512,
  updated: 1.8,
  space: 'personal',
  contributors: [
    [people.mara, ['ADMIN'], 1.8],
    [people.aiko, ['DEPLOYER'], 4.4],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 512,
      releases: [{ major: 2, deploys: 16, from: 511, to: 1.8, manifest: minutes }],
    },
    { key: 'staging', createdDaysAgo: 512, releases: [{ major: 2, deploys: 4, from: 480, to: 35, manifest: minutes }] },
    {
      key: 'production',
      createdDaysAgo: 512,
      releases: [{ major: 2, deploys: 5, from: 470, to: 33.1, manifest: minutes }],
    },
  ],
  installations: () => [
    { site: sites.sakura, products: ['confluence'], environment: 'production', installedDaysAgo: 466.2 },
    { site: sites.northlight, products: ['confluence'], environment: 'production', installedDaysAgo: 120.3 },
  ],
};

const hostile: Manifest = {
  scopes: ['read:jira-work'],
  requiredProducts: ['jira'],
  egress: [{ type: 'IMAGES', addresses: ['"><script>alert(2)</script>', '=1+1'] }],
  hosted: { classifications: ['ugc'], locations: ['US'] },
  modules: [{ key: '<b>panel</b>', type: 'jira:issuePanel', data: { title: '<img src=x onerror=alert(3)>' } }],
};

/** A name with markup, quotes and command links, which every view must show as plain text. */
export const hostileName: AppPlan = {
  uuid: sampleAppIds.hostileName,
  name: `<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`,
  description: '$(alert) **bold** `code` ${jndi:x} <a href="javascript:alert(1)">click</a>\n=cmd|\' /C calc\'!A0',
  created: 77,
  updated: 13.5,
  vendorName: '<script>alert("vendor")</script>',
  contributors: [
    [people.mara, ['ADMIN'], 13.5],
    [people.liam, ['VIEWER'], 60],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 77,
      releases: [{ major: 2, deploys: 3, from: 76, to: 13.5, manifest: hostile }],
      variables: [{ key: 'A"B', value: '=2+5<script>', encrypt: false }],
    },
    { key: 'staging', createdDaysAgo: 77 },
    {
      key: 'production',
      createdDaysAgo: 77,
      releases: [{ major: 2, deploys: 1, from: 70, to: 14, manifest: hostile }],
    },
  ],
  installations: () => [
    { site: sites.maraDev, products: ['jira'], environment: 'default', installedDaysAgo: 75, by: people.mara },
  ],
  deployments: [
    {
      environment: 'default',
      daysAgo: 2.5,
      by: people.liam,
      error: {
        code: '<b>NEW_CODE</b>',
        message: '{red.bold [click](command:x)} \u001b[31m<img src=x onerror=alert(4)>\u202e{{nested.style}} end',
      },
    },
  ],
  builds: [{ tag: '0"><script>alert(5)</script>', daysAgo: 3, by: people.liam, status: 'READY' }],
  siteHistories: [
    {
      site: sites.markup,
      product: 'jira',
      environment: 'production',
      installed: 66.6,
      migrations: [{ scheduled: 40.1, to: '=HYPERLINK("http://example.com","EU")' }],
    },
  ],
};

const poll: Manifest = { scopes: ['read:confluence-user', 'storage:app'], requiredProducts: ['confluence'] };

/** Not updated for years, and installed nowhere. */
export const teamPoll: AppPlan = {
  uuid: sampleAppIds.teamPoll,
  name: 'Team Poll (old)',
  description: 'Where do we have lunch?',
  created: 1890,
  updated: 1403.6,
  contributors: [[people.mara, ['ADMIN'], 1403.6]],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 1890,
      releases: [{ major: 2, deploys: 8, from: 1889, to: 1403.6, manifest: poll }],
    },
    { key: 'staging', createdDaysAgo: 1890 },
    {
      key: 'production',
      createdDaysAgo: 1890,
      releases: [{ major: 2, deploys: 1, from: 1850, to: 1850, manifest: poll }],
    },
  ],
};

const merge: Manifest = {
  scopes: ['read:repository:bitbucket', 'read:pullrequest:bitbucket'],
  modules: [{ key: 'merge-check', type: 'bitbucket:mergeCheck', data: { name: 'Merge gate' } }],
};

/** A Bitbucket app: it is installed in workspaces, which are not sites. */
export const mergeGatekeeper: AppPlan = {
  uuid: sampleAppIds.mergeGatekeeper,
  name: 'Merge Gatekeeper',
  description: 'No merge on Friday afternoon.',
  created: 118,
  updated: 52.4,
  space: 'personal',
  contributors: [
    [people.mara, ['ADMIN'], 52.4],
    [people.liam, ['DEVELOPER'], 55],
  ],
  environments: [
    {
      key: 'default',
      createdDaysAgo: 118,
      releases: [
        // The version of a new app: the Forge CLI installs only where there is another one beside it.
        { major: 1, deploys: 2, from: 118, to: 118, manifest: { scopes: [] } },
        { major: 2, deploys: 6, from: 117, to: 52.4, manifest: merge },
      ],
    },
    { key: 'staging', createdDaysAgo: 118 },
    { key: 'production', createdDaysAgo: 118 },
  ],
  installations: () => [
    {
      site: workspaces.mara,
      products: ['bitbucket'],
      environment: 'default',
      installedDaysAgo: 110.5,
      by: people.mara,
    },
  ],
};
