import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { appAri } from '../../../src/core/ids.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import type { Transport } from '../../../src/gateway/transport.ts';
import { checkApp } from '../../../src/removal/model/removal-check.ts';
import { deleteApps } from '../../../src/removal/model/deletion.ts';
import type { ConfirmedApp } from '../../../src/removal/model/confirmed-app.ts';
import { blockersOf } from '../../../src/removal/model/blockers.ts';
import { planUninstall } from '../../../src/removal/model/uninstall-plan.ts';
import { uninstallAll } from '../../../src/removal/model/uninstall.ts';
import { createExecutor, describeRequest as describeRequest } from '../../../src/sandbox/execute-graphql.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { edit, edited, jsonText } from '../../support/fuzz/json.ts';
import { now } from '../../support/use-gateway.ts';
import { accountOf, removalOptions } from '../../support/removal-world.ts';

const mine = [sampleAppIds.teamPoll, sampleAppIds.standupDigest] as const;

/** How a reply lies: it names other apps and installations, or nothing that makes sense. */
const lie = fc.oneof(
  { weight: 6, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 3,
    arbitrary: fc
      .array(edit, { minLength: 1, maxLength: 3 })
      .map((edits) => (text: string) => jsonText(edited(JSON.parse(text), edits))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.values(sampleAppIds)), fc.constantFrom(...Object.values(sampleAppIds)))
      .map(
        ([one, other]) =>
          (text: string) =>
            text.replaceAll(one, other),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constant((text: string) =>
      text.replaceAll('"success":false', '"success":true').replaceAll('"isOwner":false', '"isOwner":true'),
    ),
  },
  { weight: 1, arbitrary: fc.constant((text: string) => text.replace(/"nodes":\[.*?\]/g, '"nodes":[]')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '<html>', 'null', '{"data":null}', '{"data":{}}').map((text) => () => text),
  },
);
const scenario = fc.record({
  lies: fc.array(lie, { minLength: 40, maxLength: 40 }),
  cancelBefore: fc.option(fc.nat(60), { nil: undefined, freq: 4 }),
  seed: fc.nat(1000),
});

/** A world whose replies are what the lies make of them; what is asked for is carried out all the same. */
function stage({ lies, cancelBefore, seed }: typeof scenario extends fc.Arbitrary<infer T> ? T : never) {
  const world = createWorld(now);
  const me = world.accounts.main;
  const execute = createExecutor(world);
  const sent: { operation: string; variables: unknown }[] = [];
  let random = seed;
  const removal = removalOptions(() => (random = (random * 16_807 + 1) % 2_147_483_647) / 2_147_483_647);
  removal.time.onWait = (ms) => {
    world.clock.advance(ms);
    // Who lies without end is waited for until the person gives up.
    if (sent.length > 400) removal.cancel.abort();
  };
  const transport: Transport = {
    close: () => Promise.resolve(),
    async post({ body }) {
      if (sent.length === cancelBefore || sent.length > 600) removal.cancel.abort();
      sent.push(describeRequest(body));
      const { status, body: reply } = await execute(me, body, [], 'request');
      return {
        status,
        body: (lies[sent.length - 1] ?? lies[sent.length % lies.length] ?? String)(reply),
        header: () => undefined,
      };
    },
  };
  const client = createGatewayClient({
    url: new URL('http://127.0.0.1/graphql'),
    transport,
    credentials: () => Promise.resolve({ email: me.email, token: me.token }),
    client: { name: 'test', version: '0' },
    retry: { attempts: 2, baseMs: 0, maxWaitMs: 0 },
  });
  const account = accountOf(
    { accountId: me.person.accountId, name: me.person.name, email: me.email, token: me.token },
    'http://127.0.0.1/graphql',
  );
  return { world, sent, client, account, ...removal };
}

const changes = (sent: readonly { operation: string; variables: unknown }[]) =>
  sent
    .filter(({ operation }) => operation === 'DeleteApp' || operation === 'UninstallApp')
    .map((request) => JSON.stringify(request));

describe('a removal, whatever the gateway answers,', function () {
  this.timeout(600_000);

  property('deletes nothing but the app that was chosen, once, and notes it', 100, scenario, async (given) => {
    const { world, sent, client, account, options, journal } = stage(given);
    const before = [...world.apps.keys()];
    const confirmed: ConfirmedApp[] = [];
    for (const uuid of mine) {
      const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
      if (check === undefined) continue;
      assert.equal(check.id, appAri(uuid), 'the check is about another app');
      // The person confirms the name that the check told; one of the two apps they think better of.
      if (blockersOf(check).length === 0 && (uuid === mine[0] || given.seed % 2 === 0))
        confirmed.push({ account, client, check });
    }
    const results = await deleteApps(confirmed, options);
    const asked = changes(sent);
    assert.equal(new Set(asked).size, asked.length, 'a deletion was sent twice');
    assert.ok(
      asked.every((request) => confirmed.some(({ check }) => request.includes(check.id))),
      'a deletion was sent that nobody confirmed',
    );
    const allowed = new Set(confirmed.map(({ check }) => check.id));
    for (const uuid of before) if (!world.apps.has(uuid)) assert.ok(allowed.has(appAri(uuid)), 'another app is gone');
    assert.equal(results.length, confirmed.length);
    assert.equal(
      journal.entries.filter(({ outcome }) => outcome === 'sent').length,
      asked.length,
      'the journal misses a request',
    );
  });

  property(
    'uninstalls nothing but what was planned, each once',
    80,
    fc.record({
      given: scenario,
      uuid: fc.constantFrom(sampleAppIds.decisionRegister, sampleAppIds.approvalButtons),
      chosen: fc.nat(4),
    }),
    async ({ given, uuid, chosen }) => {
      const { world, sent, client, account, options } = stage(given);
      const app = world.apps.get(uuid);
      // The gateway's own technical rows go by themselves.
      const rows = (app?.details().installations ?? []).filter(({ context }) => !context.includes(':identity:'));
      const others = [...world.apps.values()]
        .filter((one) => one !== app)
        .map((one) => [one, one.details().installations.length] as const);
      const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
      if (check === undefined) return;
      assert.equal(check.id, appAri(uuid));
      const ids = new Set(check.rows.filter((_, index) => chosen === 4 || index % 4 === chosen).map(({ id }) => id));
      const plan = planUninstall(check.rows, ids, chosen === 4);
      await uninstallAll({ account, client, check }, plan, { ...options, stopAtFailure: given.seed % 2 === 0 });
      const asked = changes(sent);
      assert.equal(new Set(asked).size, asked.length, 'an uninstallation was sent twice');
      const planned = new Set(plan.flatMap(({ row, technical }) => [row.id, ...technical.map(({ id }) => id)]));
      for (const { id } of rows)
        if (!planned.has(id))
          assert.ok(
            world.apps
              .get(uuid)
              ?.details()
              .installations.some((row) => row.id === id) ?? false,
            'an installation is gone that was not planned',
          );
      for (const [other, count] of others)
        assert.equal(other.details().installations.length, count, 'another app was uninstalled');
      assert.equal(asked.filter((request) => request.includes('DeleteApp')).length, 0);
    },
  );
});
