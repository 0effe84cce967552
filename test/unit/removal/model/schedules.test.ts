import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { appAri } from '../../../../src/core/ids.ts';
import { createGatewayClient } from '../../../../src/gateway/client.ts';
import { checkApp } from '../../../../src/removal/model/removal-check.ts';
import { deleteApps } from '../../../../src/removal/model/deletion.ts';
import type { ConfirmedApp } from '../../../../src/removal/model/confirmed-app.ts';
import { blockersOf } from '../../../../src/removal/model/blockers.ts';
import { planUninstall } from '../../../../src/removal/model/uninstall-plan.ts';
import { uninstallAll } from '../../../../src/removal/model/uninstall.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { people } from '../../../../src/sandbox/world/people.ts';
import { createWorld, type World } from '../../../../src/sandbox/world/world.ts';
import { type FaultyLine, faultyLine, mishaps } from '../../../support/faulty-transport.ts';
import { now } from '../../../support/use-gateway.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';

const mine = [sampleAppIds.teamPoll, sampleAppIds.standupDigest] as const;
const outsiders = ['none', 'none', 'none', 'installs', 'takesOver', 'deletes'] as const;

/** So many parts of a hundred go wrong. */
const line = (wrong: number, maxLength: number) =>
  fc.array(
    fc.oneof(
      { weight: 100 - wrong, arbitrary: fc.constant('none' as const) },
      { weight: wrong, arbitrary: fc.constantFrom(...mishaps) },
    ),
    { minLength: maxLength, maxLength },
  );

const scenario = fc.record({
  // Before, during and after the requests that change something, and while they are asked about.
  schedule: fc.record({
    RemovalFacts: line(8, 12),
    AppOwner: line(8, 12),
    DeleteApp: line(70, 3),
    AppExistence: line(40, 12),
    UninstallApp: line(50, 8),
    InstallationTask: line(30, 30),
    InstallationTaskList: line(30, 10),
  }),
  /** Somebody else does something to an app just before this request. */
  outsider: fc.record({ does: fc.constantFrom(...outsiders), app: fc.constantFrom(...mine), before: fc.nat(30) }),
  cancelBefore: fc.option(fc.nat(60), { nil: undefined, freq: 3 }),
  plain: fc.boolean(),
  seed: fc.nat(1000),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** One run's world, with somebody in it and a line on which things go wrong. */
function stage({ schedule, outsider, cancelBefore, plain, seed }: Scenario) {
  const world = createWorld(now);
  world.technicalRows = plain ? 'plain' : 'hidden';
  const me = world.accounts.main;
  let random = seed;
  const removal = removalOptions(() => (random = (random * 16_807 + 1) % 2_147_483_647) / 2_147_483_647);
  // What is left to the gateway's own time goes on while this side waits.
  removal.time.onWait = (ms) => world.clock.advance(ms);
  const meddled = new Set<string>();
  const line = faultyLine(world, me, schedule, (request) => {
    if (request === cancelBefore) removal.cancel.abort();
    if (request === outsider.before && meddle(world, outsider)) meddled.add(outsider.app);
  });
  const client = createGatewayClient({
    url: new URL('http://127.0.0.1/graphql'),
    transport: line.transport,
    credentials: () => Promise.resolve({ email: me.email, token: me.token }),
    client: { name: 'test', version: '0' },
    retry: { attempts: 2, baseMs: 0, maxWaitMs: 10 },
  });
  const account = accountOf(
    { accountId: me.person.accountId, name: me.person.name, email: me.email, token: me.token },
    'http://127.0.0.1/graphql',
  );
  return { world, line, client, account, meddled, ...removal };
}

/** Gives whether it removed something behind our back. */
function meddle(world: World, { does, app: uuid }: Scenario['outsider']): boolean {
  const app = world.apps.get(uuid);
  if (app === undefined || does === 'none') return false;
  if (does === 'deletes') return world.apps.delete(uuid);
  const [installation] = world.apps.get(sampleAppIds.approvalButtons)?.details().installations ?? [];
  if (does === 'installs' && installation) app.details().installations = [...app.details().installations, installation];
  if (does === 'takesOver') {
    const contributors = [
      { person: people.jonas, roles: ['ADMIN' as const], owner: true, lastActive: undefined },
      { person: people.mara, roles: ['ADMIN' as const], owner: false, lastActive: undefined },
    ];
    world.apps.set(
      uuid,
      Object.defineProperty(Object.create(app) as typeof app, 'contributors', { value: contributors }),
    );
  }
  return false;
}

function inputsOf(line: FaultyLine['sent'], operation: string): string[] {
  return line.filter((request) => request.operation === operation).map(({ variables }) => JSON.stringify(variables));
}

describe('removal under random faults', function () {
  this.timeout(60_000);
  const runs = { numRuns: 100 };

  it('deletes only what was confirmed, once, and reports the truth', () =>
    fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { world, line, client, account, meddled, options, journal } = stage(given);
        const before = new Set(world.apps.keys());
        const apps: ConfirmedApp[] = [];
        for (const uuid of mine) {
          const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
          if (check && blockersOf(check).length === 0) apps.push({ account, client, check });
        }
        // One that could be deleted, and is not confirmed.
        const spared = given.seed % 4 === 0 ? apps.pop() : undefined;
        const results = await deleteApps(apps, options);

        const sent = inputsOf(line.sent, 'DeleteApp');
        assert.equal(new Set(sent).size, sent.length, 'a deletion was sent twice');
        const confirmedIds = new Set(apps.map(({ check }) => check.id));
        for (const uuid of before)
          if (!world.apps.has(uuid))
            assert.ok(confirmedIds.has(appAri(uuid)) || meddled.has(uuid), 'an app is gone that was not confirmed');
        if (spared) assert.ok(!sent.some((input) => input.includes(spared.check.id)));
        for (const { app, outcome } of results) {
          const uuid = app.check.id.slice('ari:cloud:ecosystem::app/'.length);
          const exists = world.apps.has(uuid);
          if (['deleted', 'gone', 'outOfSight'].includes(outcome.status))
            assert.equal(exists, false, `${outcome.status}, and there`);
          else if (outcome.status !== 'unknown' && !meddled.has(uuid))
            assert.equal(exists, true, `${outcome.status}, and gone`);
        }
        assert.equal(
          journal.entries.filter(({ outcome }) => outcome === 'sent').length,
          sent.length,
          'the journal misses a request',
        );
        assert.equal(
          journal.entries.filter(({ outcome }) => outcome !== 'sent').length,
          sent.length,
          'the journal misses an outcome',
        );
      }),
      runs,
    ));

  it('uninstalls only what was planned, each once, and reports the truth', () =>
    fc.assert(
      fc.asyncProperty(
        scenario,
        fc.constantFrom(sampleAppIds.decisionRegister, sampleAppIds.approvalButtons),
        fc.nat(4),
        fc.boolean(),
        async (given, uuid, chosen, stopAtFailure) => {
          const { world, line, client, account, options } = stage(given);
          const rowsNow = () => world.apps.get(uuid)?.details().installations ?? [];
          const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
          if (check === undefined) return;
          const all = chosen === 4;
          const ids = new Set(check.rows.filter((_, index) => all || index % 4 === chosen).map(({ id }) => id));
          const plan = planUninstall(check.rows, ids, all);
          const results = await uninstallAll({ account, client, check }, plan, { ...options, stopAtFailure });

          const sent = inputsOf(line.sent, 'UninstallApp');
          assert.equal(new Set(sent).size, sent.length, 'an uninstallation was sent twice');
          const planned = new Set(plan.flatMap(({ row, technical }) => [row.id, ...technical.map(({ id }) => id)]));
          for (const row of check.rows)
            if (!planned.has(row.id) && !row.technical)
              assert.ok(
                rowsNow().some(({ id }) => id === row.id),
                'an installation is gone that was not planned',
              );
          for (const {
            planned: { row, technical },
            outcome,
          } of results) {
            const there = [row, ...technical].filter(({ id }) => rowsNow().some((one) => one.id === id));
            if (outcome.status === 'uninstalled' || outcome.status === 'gone')
              assert.deepEqual(there, [], `${outcome.status}, and there`);
            else if (outcome.status !== 'unknown') assert.notDeepEqual(there, [], `${outcome.status}, and gone`);
          }
        },
      ),
      runs,
    ));
});
