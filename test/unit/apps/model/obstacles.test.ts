import assert from 'node:assert/strict';
import { type Act, acts, obstacleTo } from '../../../../src/apps/model/obstacles.ts';
import type { Contributor } from '../../../../src/core/contributor.ts';

const me = 'account-1';
const contributor = (accountId: string, isOwner: boolean, ...roles: string[]): Contributor => ({
  accountId,
  name: accountId,
  isOwner,
  roles,
});
const owner = contributor('account-2', true, 'ADMIN');

describe('what stands in the way of something with an app', () => {
  const obstacles = (type: 'forge' | 'connect' | 'oauth' | 'unknown', contributors: Contributor[] | undefined) =>
    acts.flatMap((act): [Act, string][] => {
      const obstacle = obstacleTo(act, { app: { type }, accountId: me, contributors });
      return obstacle === undefined ? [] : [[act, obstacle.kind]];
    });

  it('is nothing as long as its contributors are not known', () => {
    assert.deepEqual(obstacles('forge', undefined), []);
    assert.deepEqual(obstacles('unknown', undefined), []);
  });

  for (const type of ['connect', 'oauth'] as const) {
    it(`is its kind for ${type}, whoever owns it`, () => {
      const expected = [
        ['delete', 'notForge'],
        ['auditLogs', 'notForge'],
        ['manifest', 'notForge'],
      ];
      assert.deepEqual(obstacles(type, undefined), expected);
      assert.deepEqual(obstacles(type, [contributor(me, true, 'ADMIN')]), expected);
    });
  }

  it('is nothing for its owner, whatever the roles', () => {
    assert.deepEqual(obstacles('forge', [contributor(me, true)]), []);
    assert.deepEqual(obstacles('forge', [contributor(me, true, 'VIEWER')]), []);
  });

  it('is the owner for an admin, who may do the rest', () => {
    assert.deepEqual(obstacles('forge', [owner, contributor(me, false, 'ADMIN')]), [['delete', 'notOwner']]);
  });

  for (const role of ['DEPLOYER', 'DEVELOPER', 'VIEWER', 'BRAND_NEW']) {
    it(`is the role for a ${role}`, () => {
      assert.deepEqual(obstacles('forge', [owner, contributor(me, false, role)]), [
        ['delete', 'notOwner'],
        ['auditLogs', 'notAdmin'],
        ['rename', 'notAdmin'],
      ]);
    });
  }

  it('is not claimed where no role is reported, or the account is not among them', () => {
    assert.deepEqual(obstacles('forge', [contributor(me, false)]), []);
    assert.deepEqual(obstacles('forge', [owner]), [['delete', 'notOwner']]);
    assert.deepEqual(obstacles('forge', []), []);
  });
});
