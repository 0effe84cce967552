import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import type { App } from '../../../src/core/app.ts';
import type { Contributor } from '../../../src/core/contributor.ts';
import type { Environment, Version } from '../../../src/core/environment.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import type { Installation } from '../../../src/core/installation.ts';
import type { AppProfile } from '../../../src/core/app-profile.ts';
import { hostMessage, type PanelState, requests } from '../../../src/app-panel/protocol.ts';
import {
  contributorView,
  environmentView,
  headerView,
  installationsView,
  profileView,
  toSection,
  type ViewWords,
} from '../../../src/app-panel/section-views.ts';
import { appWith, fullApp, uuidOf } from '../../support/make-apps.ts';
import { emptyPanelState } from '../../support/page/empty-panel-state.ts';

/** Words that show what they were made from. */
const words: ViewWords = {
  appType: (type) => `type ${type}`,
  distribution: (distribution, status) => `distribution ${distribution} ${status}`,
  atlassianApp: (app) => `app ${app}`,
  environmentKind: (kind) => `kind ${kind}`,
  installationStatus: (status) => `status ${status}`,
  role: (role) => `role ${role}`,
  egressKind: (kind) => `egress ${kind}`,
  licence: ({ active }) => `licence ${String(active)}`,
  edition: (edition) => `edition ${edition}`,
  listingStatus: (status) => `listing ${status}`,
  linkStatus: (status) => `link ${status}`,
  account: ({ name }) => `account ${name}`,
  failure: ({ kind, message, details: { requestId } }) => ({
    short: kind,
    reason: `why ${kind}`,
    message,
    signedOut: kind === 'signedOut',
    ...(requestId !== undefined && { requestId }),
  }),
};

const account: Account = {
  key: 'k',
  id: 'mara',
  email: 'mara@example.com',
  name: 'Mara',
  gateway: 'http://127.0.0.1/graphql',
  kind: 'atlassian',
};
const time = (day: number) => new Date(Date.UTC(2025, 5, day));
const header = headerView(undefined, undefined, appWith(1).id, account, words);

/** The same state, if the page takes it as it is: both on the first reply and as a change. */
function taken(part: Partial<PanelState>): Partial<PanelState> {
  const whole = { ...emptyPanelState(header), ...part };
  const sent = JSON.parse(JSON.stringify({ state: whole, translations: {} })) as unknown;
  assert.deepEqual(requests.ready.reply.parse(sent), { state: whole, translations: {} });
  assert.deepEqual(hostMessage.parse({ event: 'changed', state: part }), { event: 'changed', state: part });
  return part;
}

const ready = <V>(value: V) => ({ status: 'ready', value, at: 0 }) as const;

describe('the view of a section', () => {
  const view = (state: Parameters<typeof toSection<number, string>>[0]) => toSection(state, String, words);

  it('is loading before anyone asked for it, and while it loads', () => {
    assert.deepEqual(view(undefined), { status: 'loading' });
    assert.deepEqual(view({ status: 'loading' }), { status: 'loading' });
  });

  it('keeps what it had while it loads, with the time', () => {
    assert.deepEqual(view({ status: 'loading', value: 7, at: time(1) }), {
      status: 'loading',
      value: '7',
      at: time(1).getTime(),
    });
    assert.deepEqual(view({ status: 'ready', value: 7, at: time(1) }), {
      status: 'ready',
      value: '7',
      at: time(1).getTime(),
    });
  });

  it('keeps what it had after a failure, and says which', () => {
    const failure = { short: 'forbidden', reason: 'why forbidden', message: 'No', signedOut: false };
    assert.deepEqual(view({ status: 'failed', error: new ForgeError('forbidden', 'No') }), {
      status: 'failed',
      failure,
    });
    assert.deepEqual(view({ status: 'failed', error: new ForgeError('forbidden', 'No'), value: 7, at: time(1) }), {
      status: 'failed',
      failure,
      value: '7',
      at: time(1).getTime(),
    });
    const signedOut = view({ status: 'failed', error: new ForgeError('signedOut', 'HTTP 401', { requestId: 'r' }) });
    assert.deepEqual(signedOut.failure, {
      short: 'signedOut',
      reason: 'why signedOut',
      message: 'HTTP 401',
      signedOut: true,
      requestId: 'r',
    });
  });

  it('knows values that are nothing much from no value', () => {
    assert.deepEqual(toSection({ status: 'loading', value: 0, at: time(1) }, (value) => value, words).value, 0);
    assert.deepEqual(toSection({ status: 'ready', value: [], at: time(1) }, (value) => value, words).value, []);
  });

  it('is what the page takes, whatever happened', () => {
    const error = new ForgeError('rateLimited', 'Slow down', { requestId: 'r' });
    for (const state of [
      undefined,
      { status: 'loading' },
      { status: 'failed', error },
      { status: 'loading', value: [], at: time(1) },
      { status: 'failed', error, value: [], at: time(1) },
    ] as const) {
      taken({ contributors: toSection<readonly Contributor[], []>(state, () => [], words) });
    }
  });
});

describe('the head of a panel', () => {
  const id = appWith(1).id;
  const profile: AppProfile = {
    id,
    name: 'From the profile',
    description: '',
    type: 'connect',
    isCloudFortified: false,
    distribution: 'shared',
    distributionStatus: 'PUBLIC',
    updatedAt: time(2),
    storesPersonalData: false,
    failedParts: [],
  };

  it('is the id alone where nothing is known', () => {
    const expected = {
      id,
      name: id,
      type: 'unknown',
      isCloudFortified: false,
      typeName: 'type unknown',
      distributionName: '',
      accountLabel: 'account Mara',
      isSample: false,
    } as const;
    assert.deepEqual(taken({ header: headerView(undefined, undefined, id, account, words) }), { header: expected });
  });

  it('comes from the list, else from the profile', () => {
    const app: App = appWith(1);
    assert.equal(headerView(app, profile, id, account, words).name, 'App 1');
    assert.deepEqual(taken({ header: headerView(undefined, profile, id, account, words) }).header, {
      id,
      name: 'From the profile',
      type: 'connect',
      isCloudFortified: false,
      typeName: 'type connect',
      distributionName: 'distribution shared PUBLIC',
      updatedAt: time(2).getTime(),
      accountLabel: 'account Mara',
      isSample: false,
    });
    taken({ header: headerView(fullApp(1), undefined, id, account, words) });
  });

  it('tells a sample app', () => {
    assert.equal(headerView(undefined, undefined, id, { ...account, kind: 'sample' }, words).isSample, true);
  });
});

describe('the view of a profile', () => {
  const least: AppProfile = {
    id: appWith(1).id,
    name: 'App',
    description: '',
    type: 'forge',
    isCloudFortified: false,
    distribution: 'notDistributed',
    distributionStatus: 'DEVELOPMENT',
    updatedAt: time(2),
    storesPersonalData: false,
    failedParts: [],
  };
  const view = (more: Partial<AppProfile> = {}) => {
    const made = profileView({ ...least, ...more }, words);
    taken({ profile: ready(made) });
    return made;
  };
  const expected = {
    description: '',
    updatedAt: time(2).getTime(),
    distributionName: 'distribution notDistributed DEVELOPMENT',
  };

  it('has no more than is known', () => assert.deepEqual(view(), expected));

  it('has all that is known', () => {
    const full = view({
      description: 'Two\nlines',
      createdAt: time(1),
      owner: { accountId: 'o', name: 'Owner' },
      developerSpace: { id: 's', name: 'Space' },
      distributionLink: { status: 'ACTIVE', products: ['JIRA'] },
      listing: { key: 'com.example', name: 'Listing', status: 'PUBLIC', partner: 'Partner' },
    });
    assert.deepEqual(full, {
      ...expected,
      description: 'Two\nlines',
      createdAt: time(1).getTime(),
      ownerName: 'Owner',
      developerSpace: 'Space',
      distributionLink: 'link ACTIVE',
      marketplace: { name: 'Listing', key: 'com.example', status: 'listing PUBLIC', partner: 'Partner' },
    });
  });

  it('names a developer space by its id where its name is not known', () =>
    assert.deepEqual(view({ developerSpace: { id: 's' } }), { ...expected, developerSpace: 's' }));

  it('has a listing without a partner', () => {
    assert.deepEqual(view({ listing: { key: 'k', name: 'n', status: 'REJECTED' } }).marketplace, {
      name: 'n',
      key: 'k',
      status: 'listing REJECTED',
    });
  });
});

describe('the view of an environment', () => {
  const latest: Version = {
    id: 'v',
    version: '4.3.0',
    isLatest: true,
    createdAt: time(1),
    deployedAt: time(2),
    scopes: [],
    egress: [],
    configurableEgress: false,
    contentPolicies: [],
    remotes: [],
    requiresLicense: false,
    atlassianApps: [],
  };
  const environment: Environment = { id: 'e', key: 'mara-dev', kind: 'custom' };
  const view = (one: Environment) => {
    const made = environmentView(one, words);
    taken({ environments: ready([made]) });
    return made;
  };

  it('of one that was never deployed has no version', () => {
    assert.deepEqual(view(environment), { id: 'e', key: 'mara-dev', kind: 'custom', kindName: 'kind custom' });
  });

  it('has the newest version, as little as is known of it', () => {
    assert.deepEqual(view({ ...environment, latest }).latest, {
      version: '4.3.0',
      isLatest: true,
      deployedAt: time(2).getTime(),
      atlassianApps: [],
      scopeCount: 0,
      requiresLicense: false,
      egress: [],
    });
  });

  it('has all that is known of the newest version', () => {
    const scope = { key: 'storage:app', name: 'App storage', description: '', api: 'Forge storage', restricted: false };
    const full: Version = {
      ...latest,
      scopes: [scope, { ...scope, key: 'read:me' }],
      egress: [
        { kind: 'fonts', address: 'fonts.example.com', category: 'analytics', inScopeEUD: true },
        { kind: 'NEW', address: '*' },
      ],
      hostedStorage: { locations: ['EU', 'US'], classifications: ['ugc'] },
      requiresLicense: true,
      atlassianApps: ['JIRA', 'NEW'],
    };
    assert.deepEqual(view({ ...environment, kind: 'production', latest: full }).latest, {
      version: '4.3.0',
      isLatest: true,
      deployedAt: time(2).getTime(),
      atlassianApps: ['app JIRA', 'app NEW'],
      scopeCount: 2,
      requiresLicense: true,
      egress: [
        { address: 'fonts.example.com', kind: 'egress fonts' },
        { address: '*', kind: 'egress NEW' },
      ],
      storage: { locations: ['EU', 'US'], classifications: ['ugc'] },
    });
  });
});

describe('the view of installations', () => {
  const least: Installation = {
    id: 'i',
    site: 'site.atlassian.net',
    atlassianApp: 'JIRA',
    secondaryAtlassianApps: [],
    status: 'upToDate',
    installedAt: time(1),
  };
  const expected = {
    id: 'i',
    site: 'site.atlassian.net',
    atlassianApps: ['app JIRA'],
    status: 'upToDate',
    statusName: 'status upToDate',
    installedAt: time(1).getTime(),
  };
  const view = (more: Partial<Installation>) => {
    const made = installationsView({ rows: [{ ...least, ...more }], complete: true }, words);
    taken({ installations: ready(made) });
    return made.rows[0];
  };

  it('has the total only where it is told', () => {
    assert.deepEqual(taken({ installations: ready(installationsView({ rows: [], complete: true }, words)) }), {
      installations: ready({ rows: [] }),
    });
    assert.deepEqual(
      taken({ installations: ready(installationsView({ rows: [], complete: false, total: 300 }, words)) }),
      { installations: ready({ rows: [], total: 300 }) },
    );
  });

  it('has no more than is known of one', () => assert.deepEqual(view({}), expected));

  it('has all that is known of one', () => {
    assert.deepEqual(
      view({
        secondaryAtlassianApps: ['CONFLUENCE', 'NEW'],
        environmentId: 'e',
        environmentKey: 'production',
        version: '3.0.0',
        codeVersion: '3.1.0',
        status: 'appOutdated',
        licence: { active: true, evaluation: true, edition: 'standard', type: 'COMMERCIAL' },
        sharesLogs: true,
        permitsAnalytics: false,
      }),
      {
        ...expected,
        atlassianApps: ['app JIRA', 'app CONFLUENCE', 'app NEW'],
        status: 'appOutdated',
        statusName: 'status appOutdated',
        environmentId: 'e',
        environmentKey: 'production',
        version: '3.0.0',
        codeVersion: '3.1.0',
        licence: 'licence true',
        edition: 'edition standard',
        sharesLogs: true,
        permitsAnalytics: false,
      },
    );
  });

  it('tells the version of the code only where it is another', () => {
    assert.deepEqual(view({ version: '3.0.0', codeVersion: '3.0.0' }), { ...expected, version: '3.0.0' });
    assert.deepEqual(view({ codeVersion: '3.0.0' }), { ...expected, codeVersion: '3.0.0' });
  });

  it('tells a refused consent from one that is not told', () => {
    assert.equal(view({ sharesLogs: false })?.sharesLogs, false);
    assert.equal('sharesLogs' in (view({}) ?? {}), false);
  });

  it('has a licence without an edition', () => {
    const made = view({ licence: { active: false, evaluation: false } });
    assert.deepEqual(made, { ...expected, licence: 'licence false' });
  });

  it('takes every status', () => {
    for (const status of ['upToDate', 'permissionsOutdated', 'appOutdated', 'unknown'] as const)
      assert.equal(view({ status })?.statusName, `status ${status}`);
  });
});

describe('the view of a contributor', () => {
  const least: Contributor = { accountId: 'jonas', name: '', isOwner: false, roles: [] };
  const view = (more: Partial<Contributor>) => {
    const made = contributorView({ ...least, ...more }, account, words);
    taken({ contributors: ready([made]) });
    return made;
  };

  it('has no more than is known', () =>
    assert.deepEqual(view({}), { accountId: 'jonas', name: '', isOwner: false, isYou: false, roles: [] }));

  it('has all that is known, and whether it is oneself', () => {
    assert.deepEqual(
      view({
        accountId: 'mara',
        name: 'Mara',
        email: 'm@example.com',
        isOwner: true,
        roles: ['ADMIN', 'NEW'],
        lastActive: time(3),
      }),
      {
        accountId: 'mara',
        name: 'Mara',
        email: 'm@example.com',
        isOwner: true,
        isYou: true,
        roles: ['role ADMIN', 'role NEW'],
        lastActive: time(3).getTime(),
      },
    );
  });
});

describe('hostile texts in views', () => {
  it('stay what they are', () => {
    const text = `<img src=x onerror=alert(1)>\n"'\`\${x}]]></script>\u202E\0`;
    const id = `ari:cloud:ecosystem::app/${uuidOf(1)}` as const;
    const made = taken({
      header: headerView({ ...appWith(1), id, name: text }, undefined, id, account, words),
      contributors: ready([
        contributorView({ accountId: text, name: text, isOwner: false, roles: [] }, account, words),
      ]),
    });
    assert.equal(made.header?.name, text);
    assert.equal(made.contributors?.value?.[0]?.name, text);
  });
});
