import assert from 'node:assert/strict';
import type { App } from '../../../src/core/app.ts';
import type { Contributor } from '../../../src/core/contributor.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import type { AppProfile } from '../../../src/core/app-profile.ts';
import { contributorView, headerView, profileView, toSection } from '../../../src/app-panel/section-views.ts';
import { appWith, fullApp, uuidOf } from '../../support/make-apps.ts';
import { account, ready, taken, time, words } from '../../support/page/taken-views.ts';

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
