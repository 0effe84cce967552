import assert from 'node:assert/strict';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import { appAri } from '../../../../src/core/ids.ts';
import type { Variable } from '../../../../src/core/variable.ts';
import { fetchVariables } from '../../../../src/gateway/operations/fetch-variables.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { settingOf, unsettingOf, variablesIn } from '../../../../src/variables/model/variable-changes.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';
import { useGateway } from '../../../support/use-gateway.ts';

const secret = 'a value that nobody may read';

describe('changing the variables of an app', () => {
  const gateway = useGateway();

  function place(environment: string, uuid: string = sampleAppIds.releaseNotes, name = 'Release Notes') {
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    return { account, client: gateway.connect().client, app: { id: appAri(uuid), name }, environment };
  }
  const found = async (at: ReturnType<typeof place>, key: string) =>
    variablesIn(await fetchVariables(at.client, at.app.id), at.environment).find((one) => one.key === key);

  it('lists them by environment, without values of encrypted ones', async () => {
    const { client, app } = place('production');
    const environments = await fetchVariables(client, app.id);
    assert.deepEqual(environments.map(({ environment, variables }) => [environment, variables?.length]).slice(0, 3), [
      ['production', 2],
      ['staging', 1],
      ['development', 3],
    ]);
    assert.deepEqual(variablesIn(environments, 'production'), [
      { key: 'CHANGELOG_API_KEY', encrypted: true },
      { key: 'CHANGELOG_API_URL', encrypted: false, value: 'https://api.changelog.example.com/v2' },
    ]);
  });

  it('sets, encrypts and removes one, and notes the key but no value', async () => {
    const at = place('staging');
    const { options, journal } = removalOptions();
    const set = (encrypted: boolean, was?: Variable) =>
      makeChange(settingOf(at, { key: 'TEMPORARY', value: secret, encrypted }, was, true), options);
    assert.equal((await set(false)).status, 'done');
    const plain = await found(at, 'TEMPORARY');
    assert.equal(plain?.value, secret);
    assert.equal((await set(true, plain)).status, 'done');
    const hidden = await found(at, 'TEMPORARY');
    assert.deepEqual(hidden, { key: 'TEMPORARY', encrypted: true });
    assert.equal((await makeChange(unsettingOf(at, 'TEMPORARY', hidden, true), options)).status, 'done');
    assert.equal(await found(at, 'TEMPORARY'), undefined);
    assert.equal((await makeChange(unsettingOf(at, 'TEMPORARY', undefined, true), options)).status, 'alreadyDone');
    assert.deepEqual(
      journal.entries.map(({ action, environment, subject, outcome }) => [action, environment, subject, outcome]),
      ['setVariable', 'setVariable', 'unsetVariable'].flatMap((action) =>
        ['sent', 'done'].map((outcome) => [action, 'staging', 'TEMPORARY', outcome]),
      ),
    );
    assert.ok(!JSON.stringify(journal.entries).includes(secret));
  });

  it('sends nothing where it is another one by then', async () => {
    const at = place('production');
    const before = { key: 'CHANGELOG_API_URL', encrypted: false, value: 'what the person saw' };
    const outcome = await makeChange(unsettingOf(at, before.key, before, true), removalOptions().options);
    assert.equal(outcome.status, 'changed');
    assert.deepEqual(gateway.sent('UnsetVariable'), []);
  });

  it('loses no value that somebody encrypted meanwhile, also where nothing is confirmed', async () => {
    const at = place('staging');
    const before = { key: 'LOG_LEVEL', encrypted: false, value: 'debug' };
    const { options } = removalOptions();
    const encrypting = settingOf(at, { key: 'LOG_LEVEL', value: 'hidden', encrypted: true }, before, false);
    assert.equal((await makeChange(encrypting, options)).status, 'done');
    for (const change of [
      settingOf(at, { key: 'LOG_LEVEL', value: 'info', encrypted: false }, before, false),
      unsettingOf(at, 'LOG_LEVEL', before, false),
    ]) {
      const outcome = await makeChange(change, options);
      assert.ok(outcome.status === 'changed', outcome.status);
      assert.deepEqual(outcome.differences, [{ key: 'LOG_LEVEL', encrypted: true }]);
    }
    assert.deepEqual([gateway.sent('SetVariable').length, gateway.sent('UnsetVariable').length], [1, 0]);
  });

  it('replaces a plain value that somebody set meanwhile where nothing is confirmed', async () => {
    const before = { key: 'LOG_LEVEL', encrypted: false, value: 'what the person saw' };
    const change = settingOf(place('staging'), { key: 'LOG_LEVEL', value: 'info', encrypted: false }, before, false);
    assert.equal((await makeChange(change, removalOptions().options)).status, 'done');
  });

  it('is unknown for a new encrypted value whose reply is lost: no look can tell', async () => {
    const at = place('production');
    gateway.sandbox.faults.set('SetVariable', { kind: 'drop' }, 1);
    const was = { key: 'CHANGELOG_API_KEY', encrypted: true };
    const change = settingOf(at, { ...was, value: secret }, was, true);
    assert.equal((await makeChange(change, removalOptions().options)).status, 'unknown');
  });

  for (const [title, environment, variable, uuid, message] of [
    ['4 KB', 'staging', { key: 'LONG', value: secret.repeat(150) }, sampleAppIds.releaseNotes, /3 KB/],
    ['a key with a blank', 'staging', { key: 'A B', value: secret }, sampleAppIds.releaseNotes, /without blanks/],
    ['the 51st', 'development', { key: 'NEW', value: secret }, sampleAppIds.timesheets, /at most 50/],
    ['a role that may not', 'production', { key: 'NEW', value: secret }, sampleAppIds.qualityGate, /role/],
  ] as const)
    it(`tells the refusal of ${title}, without the value`, async () => {
      const at = place(environment, uuid);
      const change = settingOf(at, { ...variable, encrypted: false }, undefined, false);
      const outcome = await makeChange(change, removalOptions().options);
      assert.ok(outcome.status === 'refused', outcome.status);
      assert.match(outcome.error.message, message);
      assert.ok(!outcome.error.message.includes(secret));
    });

  it('has nothing of a value in errors and logs that quote it, also where the words are cut', async () => {
    const at = place('staging');
    const { client, log } = gateway.connect();
    const long = `begin-${'a "secret" of some length\n'.repeat(60)}`;
    for (const quoted of [long, JSON.stringify(long)]) {
      const errors = [{ message: `Not allowed: ${quoted}`, errorType: 'PERMISSION_DENIED' }];
      for (const fault of [
        { kind: 'errors', errors, nullPath: ['setAppEnvironmentVariable'] },
        {
          kind: 'reply',
          change: () => ({
            data: {
              setAppEnvironmentVariable: {
                success: false,
                errors: [{ message: errors[0]?.message, extensions: { statusCode: 403 } }],
              },
            },
          }),
        },
      ] as const) {
        gateway.sandbox.faults.set('SetVariable', fault);
        const change = settingOf({ ...at, client }, { key: 'NEW', value: long, encrypted: false }, undefined, false);
        const { options, journal } = removalOptions();
        const outcome = await makeChange(change, options);
        assert.ok(outcome.status === 'refused', outcome.status);
        const told = JSON.stringify([outcome.error.message, journal.entries, log.map(({ error }) => error?.message)]);
        assert.ok(!told.includes('begin-'), told);
      }
    }
  });

  it('has no value in an error that quotes it', async () => {
    gateway.sandbox.faults.set('SetVariable', {
      kind: 'errors',
      errors: [{ message: `“${secret}” is not allowed`, errorType: 'PERMISSION_DENIED' }],
      nullPath: ['setAppEnvironmentVariable'],
    });
    const change = settingOf(place('staging'), { key: 'NEW', value: secret, encrypted: false }, undefined, false);
    const outcome = await makeChange(change, removalOptions().options);
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.error.message, '“…” is not allowed');
  });
});
