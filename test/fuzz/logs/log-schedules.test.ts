import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { createAppDetails } from '../../../src/apps/model/app-details.ts';
import { appAri } from '../../../src/core/ids.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import { createLimiter } from '../../../src/gateway/limiter.ts';
import { parseFilter } from '../../../src/logs/model/filter-text.ts';
import { createLogSession } from '../../../src/logs/model/log-session.ts';
import { createLogSource } from '../../../src/logs/model/log-source.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { faultyLine, mishaps } from '../../support/faulty-transport.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { now } from '../../support/use-gateway.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const mishap = fc.oneof(
  { weight: 6, arbitrary: fc.constant('none' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...mishaps) },
);

const acts = ['hide', 'show', 'stop', 'resume', 'older', 'narrow', 'widen', 'longWait'] as const;
/** `hold`: replies that come from then on arrive only at the next `release`. */
const actsUnderWay = [...acts, 'clear', 'clear', 'hold', 'hold', 'release'] as const;
type Deed = 'wait' | (typeof actsUnderWay)[number];

const deedsOf = (rare: readonly Deed[], often: number) =>
  fc.array(
    fc.oneof(
      { weight: often, arbitrary: fc.constant<Deed>('wait') },
      { weight: 4, arbitrary: fc.constantFrom<Deed>(...rare) },
    ),
    { minLength: 12, maxLength: 12 },
  );

const AppLogPage = fc.array(mishap, { minLength: 20, maxLength: 20 });
const troubles = fc.record({ AppLogPage, deeds: deedsOf(acts, 6) });
const clearings = fc.record({
  AppLogPage: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: AppLogPage }),
  deeds: deedsOf(actsUnderWay, 2),
});

/** A session over a connection that fails on schedule; its time passes when the test says so. */
function staged(AppLogPage: readonly (typeof mishaps)[number][]) {
  const world = createWorld(now);
  const clock = createVirtualClock();
  let asking = 0;
  let gate: PromiseWithResolvers<undefined> | undefined;
  const line = faultyLine(world, world.accounts.main, { AppLogPage }, () => undefined);
  const client = createGatewayClient({
    url: new URL('http://127.0.0.1/graphql'),
    transport: {
      ...line.transport,
      async post(request) {
        asking++;
        return line.transport
          .post(request)
          .finally(() => gate?.promise)
          .finally(() => asking--);
      },
    },
    credentials: () => Promise.resolve(world.accounts.main),
    client: { name: 'test', version: '0' },
    limiter: createLimiter(clock),
  });
  const appId = appAri(sampleAppIds.timesheets);
  const details = createAppDetails(client, appId);
  const asked = createLogSource(client, appId, details);
  let [latest, overlaps]: [AbortSignal | undefined, number] = [undefined, 0];
  const session = createLogSession({
    place: { account: 'a', appId },
    source: {
      ...asked,
      now: () => world.clock.now(),
      async page(request, signal) {
        if (latest?.aborted === false) overlaps++;
        latest = signal;
        return asked.page(request, signal).finally(() => {
          if (latest === signal) latest = undefined;
        });
      },
    },
    search: () => Promise.resolve([]),
    clock,
    filter: parseFilter('last:15m env:production').filter,
  });
  const settled = async () => {
    for (let calm = 0; calm < 5; calm = asking === 0 || gate ? calm + 1 : 0) await turn();
  };
  return {
    session,
    settled,
    hold() {
      gate ??= Promise.withResolvers<undefined>();
    },
    release() {
      gate?.resolve(undefined);
      gate = undefined;
    },
    async pass(ms: number) {
      for (let rest = ms; rest > 0; rest -= 5_000) {
        world.clock.advance(Math.min(rest, 5_000));
        await clock.pass(Math.min(rest, 5_000));
        await settled();
      }
    },
    /** What the sites share of production's lines. */
    world(from: number, to: number): string[] {
      const app = world.apps.get(sampleAppIds.timesheets);
      const environment = app?.details().environments.find(({ key }) => key === 'production');
      if (app === undefined || environment === undefined) return [];
      const withheld = app.details().installations.filter(({ config }) => config.ALLOW_LOGS_ACCESS === false);
      return world.logs
        .between(app, environment, from, to)
        .filter(({ installation }) => !withheld.some(({ id }) => id === installation?.id))
        .map(({ at, invocationId, message }) => `${at} ${invocationId} ${message}`)
        .sort();
    },
    now: () => world.clock.now(),
    /** How often a request was sent while another was in flight. */
    overlaps: () => overlaps,
    dispose() {
      session.dispose();
      details.dispose();
    },
  };
}

type Stage = ReturnType<typeof staged>;

async function act({ session, ...stage }: Stage, does: Deed): Promise<void> {
  const doing: Readonly<Record<Deed, () => unknown>> = {
    clear: () => session.clear(),
    hold: () => stage.hold(),
    release: () => stage.release(),
    hide: () => session.watch('hidden'),
    show: () => session.watch('visible'),
    stop: () => session.stop(),
    resume: () => session.resume(),
    older: () => session.fetchOlder(),
    narrow: () => session.setFilter(parseFilter('last:15m env:production level:warn').filter),
    widen: () => session.setFilter(parseFilter('last:15m env:production').filter),
    wait: () => stage.pass(10_000),
    longWait: () => stage.pass(90_000),
  };
  await doing[does]();
}

/** Lets time pass with everybody looking until all that was wanted is there. */
async function calm({ session, ...stage }: Stage): Promise<void> {
  stage.release();
  session.watch('visible');
  for (let time = 0; time < 100; time++) {
    session.resume();
    await stage.pass(10_000);
    const isCalm = session.status.kind === 'following' && session.status.trouble === undefined;
    if (isCalm && session.limitedUntil === undefined && time > 20) break;
  }
}

const told = ({ view }: Stage['session']) =>
  view.lines.map(({ at, invocation = '', message }) => `${at} ${invocation} ${message}`).sort();

/** What must hold after each deed of somebody who clears and stops. */
function createWatcher({ session, now }: Stage) {
  let cleared: { readonly newest: number; readonly at: number } | undefined;
  let isStopped = false;
  return {
    before(does: Deed) {
      if (does === 'clear') cleared = { newest: session.store.all.at(-1)?.at ?? cleared?.newest ?? 0, at: now() };
      if (does === 'older' || does === 'widen') cleared = undefined;
      if (does === 'stop') isStopped ||= ['loading', 'following', 'paused'].includes(session.status.kind);
      if (['resume', 'narrow', 'widen'].includes(does)) isStopped = false;
    },
    after() {
      const { status, store, completeSince } = session;
      assert.ok(!isStopped || ['ended', 'failed'].includes(status.kind), `stopped, and ${status.kind}`);
      const back = store.all.find(({ at }) => cleared !== undefined && at <= cleared.newest);
      assert.equal(back, undefined, 'what was cleared came back');
      // What came between the last line and the clearing may come.
      if (cleared && completeSince !== undefined) assert.ok(completeSince <= cleared.at + 1, 'a gap after clearing');
      return cleared;
    },
  };
}

describe('the logs of a busy app over a failing connection', function () {
  this.timeout(600_000);

  property('have every line once in the end, whatever failed and whoever looked', 15, troubles, async (given) => {
    const stage = staged(given.AppLogPage);
    const { session } = stage;
    try {
      session.start();
      for (const does of given.deeds) {
        await act(stage, does);
        await stage.settled();
      }
      session.setFilter(parseFilter('last:15m env:production').filter);
      await calm(stage);
      assert.equal(stage.overlaps(), 0, 'two requests were in flight');
      const until = stage.now() - 90_000;
      const shown = told(session);
      assert.equal(new Set(shown).size, shown.length, 'a line is there twice');
      assert.deepEqual(
        shown.filter((text) => Number(text.slice(0, 13)) <= until),
        stage.world(session.range.from, until),
      );
    } finally {
      stage.dispose();
    }
  });

  property(
    'have every line since they were cleared, and none before, in any order of deeds',
    10,
    clearings,
    async (given) => {
      const stage = staged(given.AppLogPage);
      const { session } = stage;
      const watcher = createWatcher(stage);
      try {
        session.start();
        for (const does of given.deeds) {
          watcher.before(does);
          await act(stage, does);
          await stage.settled();
          watcher.after();
        }
        watcher.before('resume');
        session.setFilter(parseFilter('last:15m env:production').filter);
        if (given.deeds.includes('narrow')) watcher.before('widen');
        await calm(stage);
        const cleared = watcher.after();
        const since = Math.max(session.range.from, session.completeSince ?? Number.POSITIVE_INFINITY);
        if (!given.deeds.includes('clear')) assert.equal(since, session.range.from);
        const until = stage.now() - 90_000;
        const shown = told(session);
        assert.equal(new Set(shown).size, shown.length, 'a line is there twice');
        const isWanted = (text: string) => Number(text.slice(0, 13)) >= since && Number(text.slice(0, 13)) <= until;
        assert.deepEqual(shown.filter(isWanted), stage.world(since, until));
        if (cleared) assert.ok(shown.length > 0);
      } finally {
        stage.dispose();
      }
    },
  );
});
