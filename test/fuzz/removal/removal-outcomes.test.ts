import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { appAri, appUuid } from '../../../src/core/ids.ts';
import { blockersOf } from '../../../src/removal/model/blockers.ts';
import { deleteApps, type DeletionOutcome } from '../../../src/removal/model/deletion.ts';
import type { ConfirmedApp } from '../../../src/removal/model/confirmed-app.ts';
import { checkApp } from '../../../src/removal/model/removal-check.ts';
import { uninstallAll, type UninstallResult } from '../../../src/removal/model/uninstall.ts';
import { planUninstall } from '../../../src/removal/model/uninstall-plan.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { removalStage, type Stage, troubles } from '../../support/removal-stage.ts';
import { assertEachHasAnEnd, type StagedWindow, watchForDoubles } from '../../support/two-windows.ts';

/** What the sandbox knows about a report of a deletion, at the moment of the report. */
function judgeDeletion(outcome: DeletionOutcome, uuid: string, stage: Stage, window: StagedWindow): void {
  const { status } = outcome;
  const exists = stage.world.apps.has(uuid);
  const sent = window.sent.some((change) => change.includes(uuid));
  const executed = window.executed().some((change) => change.includes(uuid));
  const truth = {
    deleted: () => !exists,
    gone: () => !stage.sees(uuid),
    outOfSight: () => sent && !stage.sees(uuid),
    kept: () => sent && (exists || stage.meddled.has(uuid)),
    unknown: () => sent,
    refused: () => sent && (exists || stage.meddled.has(uuid)),
    failed: () => !executed || exists,
    changed: () => !sent,
    pending: () => !sent,
    notStarted: () => !sent,
  };
  assert.ok(truth[status](), `${status} is untrue: ${JSON.stringify({ exists, sent, executed })}`);
}

async function inTwoWindows(stage: Stage, run: (window: StagedWindow) => Promise<unknown>): Promise<void> {
  await stage.inBoth(run);
  assertEachHasAnEnd(stage);
}

describe('what is told of a removal', function () {
  this.timeout(3_000_000);

  const mine = [sampleAppIds.teamPoll, sampleAppIds.standupDigest] as const;
  property('is what became of the app, in two windows, whatever goes wrong', 200, troubles, async (given) => {
    const stage = removalStage(given, mine);
    const before = [...stage.world.apps.keys()];
    const doubles = watchForDoubles(stage);
    const confirmed = new Set<string>();
    await inTwoWindows(stage, async (window) => {
      const { client, account, options } = window;
      for (const uuid of mine) {
        const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
        if (check === undefined || blockersOf(check).length > 0) continue;
        confirmed.add(uuid);
        const app: ConfirmedApp = { account, client, check };
        const [result] = await deleteApps([app], options);
        assert.ok(result);
        judgeDeletion(result.outcome, uuid, stage, window);
      }
    });
    assert.deepEqual(doubles, [], 'sent twice');
    for (const { sent } of stage.windows) assert.equal(new Set(sent).size, sent.length, 'sent twice by one window');
    for (const uuid of before)
      if (!stage.world.apps.has(uuid)) assert.ok(confirmed.has(uuid) || stage.meddled.has(uuid), 'a wrong deletion');
  });

  const installed = fc.constantFrom(sampleAppIds.decisionRegister, sampleAppIds.approvalButtons);
  const uninstalling = fc.record({ given: troubles, uuid: installed, chosen: fc.nat(4), stopAtFailure: fc.boolean() });
  property(
    'is what became of its installations, in two windows, whatever goes wrong',
    150,
    uninstalling,
    async ({ given, uuid, chosen, stopAtFailure }) => {
      const stage = removalStage(given, [uuid]);
      const app = stage.world.apps.get(uuid);
      const rowsNow = () => (stage.meddled.has(uuid) ? [] : (app?.details().installations ?? []));
      const ours = new Set(rowsNow().map(({ id }) => id));
      const others = [...stage.world.apps.values()].filter((one) => one !== app);
      const counts = others.map((one) => one.details().installations.length);
      const doubles = watchForDoubles(stage);
      const planned = new Set<string>();

      function judge(
        window: StagedWindow,
        { planned: { row, technical }, outcome: { status } }: UninstallResult,
      ): void {
        const there = [row, ...technical].filter(({ id }) => rowsNow().some((one) => one.id === id));
        const isThere = there.length > 0;
        if (status === 'uninstalled' || status === 'gone') assert.ok(!isThere, `${status}, and there`);
        // What is refused to one window may have been done by the other since it looked.
        const others = stage.windows.filter((one) => one !== window).flatMap((one) => one.executed());
        const byOther = status === 'refused' && others.some((change) => change.includes(row.id));
        if (status === 'kept' || status === 'refused')
          assert.ok(isThere || byOther || stage.meddled.has(uuid), `${status}, and gone`);
      }
      await inTwoWindows(stage, async (window) => {
        const { client, account, options } = window;
        const check = await checkApp(client, account.id, appAri(uuid), options.signal).catch(() => undefined);
        if (check === undefined) return;
        const isAll = chosen === 4;
        const ids = new Set(check.rows.filter((_, index) => isAll || index % 4 === chosen).map(({ id }) => id));
        const plan = planUninstall(check.rows, ids, isAll);
        for (const { row, technical } of plan) for (const { id } of [row, ...technical]) planned.add(id);
        const onResult = (result: UninstallResult) => judge(window, result);
        const results = await uninstallAll({ account, client, check }, plan, { ...options, stopAtFailure, onResult });
        for (const { outcome, planned: one } of results)
          if (outcome.status === 'notStarted')
            assert.ok(!window.sent.some((change) => change.includes(one.row.id)), 'not started, and sent');
      });
      assert.deepEqual(doubles, [], 'sent twice');
      for (const { sent } of stage.windows) assert.equal(new Set(sent).size, sent.length, 'sent twice by one window');
      for (const id of ours)
        if (!planned.has(id) && !rowsNow().some((row) => row.id === id) && given.technicalRows === 'plain')
          assert.ok(stage.meddled.has(uuid), 'an installation is gone that was not planned');
      assert.deepEqual(
        others.map((one) => one.details().installations.length),
        counts,
        'another app was uninstalled',
      );
      assert.ok(stage.windows.every(({ sent }) => sent.every((change) => change.includes(appUuid(appAri(uuid))))));
    },
  );
});
