import assert from 'node:assert/strict';
import type { Environment, Version } from '../../../src/core/environment.ts';
import { environmentView } from '../../../src/app-panel/section-views.ts';
import { ready, taken, time, words } from '../../support/page/taken-views.ts';

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
