import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createWorld, type World } from '../../../src/sandbox/world/world.ts';
import type { ChangeMaker, Told } from '../../support/fuzz/change-maker.ts';
import { changeMakers } from '../../support/fuzz/change-makers.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { mishaps, mishapsOfChanges } from '../../support/faulty-transport.ts';
import { line } from '../../support/removal-stage.ts';
import { assertEachHasAnEnd, openTwoWindows, type StagedWindow, watchForDoubles } from '../../support/two-windows.ts';
import { now } from '../../support/use-gateway.ts';

const wrongChanges = line(85, 3, mishapsOfChanges);
const wrongReads = line(20, 16, mishaps);

/** What goes wrong for a mutation, and when somebody else changes the same thing. */
function troublesOf({ mutation, reads }: ChangeMaker) {
  const schedule = fc.record({
    ...Object.fromEntries(reads.map((operation) => [operation, wrongReads])),
    [mutation]: wrongChanges,
  });
  return fc.record({
    schedules: fc.array(schedule, { minLength: 2, maxLength: 2 }),
    meddlesBefore: fc.option(fc.nat(12), { nil: undefined, freq: 2 }),
    cancelBefore: fc.option(fc.nat(30), { nil: undefined, freq: 5 }),
    secondAfter: fc.nat(8),
    seed: fc.nat(1000),
  });
}

/** What the world knows about what is told, at the moment when it is told. */
function judge(told: Told, isMade: boolean, window: StagedWindow, others: Others): void {
  const sent = window.sent.length > 0;
  const executed = window.executed().length > 0;
  const isDone = others.isPersonal ? executed || others.windowDid : isMade || others.did;
  const truth: Record<Told, boolean> = {
    done: isDone,
    alreadyDone: isDone,
    gone: !executed,
    outOfSight: sent,
    unknown: sent,
    kept: sent && (!isMade || others.did),
    refused: sent && (!isMade || others.did),
    failed: !executed,
    changed: !sent,
    pending: !sent,
    notStarted: !sent,
  };
  assert.ok(truth[told], `${told} is untrue: ${JSON.stringify({ isMade, sent, executed, others })}`);
}

/** What others did meanwhile: the other window of the same person, or anybody. */
interface Others {
  readonly windowDid: boolean;
  readonly did: boolean;
  readonly isPersonal: boolean;
}

describe('what is told of a change', function () {
  this.timeout(3_000_000);

  for (const maker of changeMakers)
    property(`is what became of ${maker.title}, in two windows, whatever goes wrong`, 60, troublesOf(maker), (given) =>
      holds(maker, given),
    );

  for (const maker of changeMakers)
    property(
      `is what became of ${maker.title}, after a window was closed in the middle`,
      10,
      closingOf(maker),
      (given) => holdsAfterClosing(maker, given),
    );
});

/** The first window is closed at some request; the second, in which things go wrong, does the same afterwards. */
function closingOf({ mutation, reads }: ChangeMaker) {
  return fc.record({
    schedule: fc.record({
      ...Object.fromEntries(reads.map((operation) => [operation, wrongReads])),
      [mutation]: wrongChanges,
    }),
    closes: fc.record({ at: fc.nat(8), arrives: fc.boolean() }),
    seed: fc.nat(1000),
  });
}

async function holdsAfterClosing(maker: ChangeMaker, { schedule, closes, seed }: Closing): Promise<void> {
  const world = createWorld(now);
  maker.begin?.(world);
  const stage = openTwoWindows(world, {
    schedules: [{}, schedule],
    cancelBefore: undefined,
    secondAfter: Infinity,
    seed,
    isChange: (operation) => operation === maker.mutation,
    before: () => undefined,
    closes,
  });
  const [first, second] = stage.windows;
  await stage.inBoth((window) =>
    tryOnce(maker, world, window, () => {
      const windowDid = otherDid(stage.windows, window);
      return { windowDid, did: windowDid, isPersonal: maker.isPersonal === true };
    }),
  );
  for (const { sent } of stage.windows) assert.ok(sent.length <= 1, 'sent twice by one window');
  const { entries } = stage.journal;
  const left = entries.filter(({ request }) => request === entries[0]?.request);
  assert.ok(left.length <= 2, 'the first request has two ends');
  if (left.at(-1)?.outcome === 'done')
    assert.ok(first.executed().length > 0 || second.executed().length > 0 || maker.isMade(world), 'done is untrue');
}

async function holds(maker: ChangeMaker, given: Troubles): Promise<void> {
  const world = createWorld(now);
  maker.begin?.(world);
  let meddled = false;
  const stage = openTwoWindows(world, {
    ...given,
    isChange: (operation) => operation === maker.mutation,
    before(request) {
      if (request !== given.meddlesBefore || maker.meddle === undefined) return;
      maker.meddle(world);
      meddled = true;
    },
  });
  const doubles = watchForDoubles(stage);
  assert.equal(maker.isMade(world), false, 'made before it begins');
  await stage.inBoth((window) =>
    tryOnce(maker, world, window, () => {
      const windowDid = otherDid(stage.windows, window);
      return { windowDid, did: meddled || windowDid, isPersonal: maker.isPersonal === true };
    }),
  );
  assertEachHasAnEnd(stage);
  assert.deepEqual(doubles, [], 'sent twice');
  for (const { sent } of stage.windows) assert.ok(sent.length <= 1, 'sent twice by one window');
}

async function tryOnce(maker: ChangeMaker, world: World, window: StagedWindow, others: () => Others) {
  const make = await maker.prepare(window).catch(() => undefined);
  if (make === undefined) return;
  const told = await make(window.options);
  judge(told, maker.isMade(world), window, others());
}

const otherDid = (windows: readonly StagedWindow[], window: StagedWindow) =>
  windows.some((one) => one !== window && one.executed().length > 0);

type Troubles = ReturnType<typeof troublesOf> extends fc.Arbitrary<infer T> ? T : never;
type Closing = ReturnType<typeof closingOf> extends fc.Arbitrary<infer T> ? T : never;
