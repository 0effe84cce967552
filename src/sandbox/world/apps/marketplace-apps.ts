import { licenseOf } from '../app-builder.ts';
import { marketplacePartner, sampleAppIds } from '../world-ids.ts';
import type { Manifest } from '../world-types.ts';
import { people } from '../people.ts';
import type { AppPlan } from '../app-plan.ts';
import { sites } from '../sites.ts';

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

/** Wanted more than it needed: sites on it can be upgraded without a consent. */
const peekBefore: Manifest = { ...peek, scopes: [...peek.scopes, 'write:confluence-content'] };

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
    partner: marketplacePartner,
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
    { key: 'staging', createdDaysAgo: 844, templateOnly: true },
    {
      key: 'production',
      createdDaysAgo: 844,
      releases: [
        { major: 2, deploys: 4, from: 820, to: 190, manifest: peekBefore },
        { major: 3, deploys: 3, from: 180, to: 61.7, manifest: peek },
      ],
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
      behind: index < 7 ? 1 : 0,
      codeBehind: index < 7 ? 1 : 0,
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
    partner: marketplacePartner,
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
