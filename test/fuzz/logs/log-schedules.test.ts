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

const deed = fc.oneof(
  { weight: 6, arbitrary: fc.constant('wait' as const) },
  { weight: 4, arbitrary: fc.constantFrom('hide', 'show', 'stop', 'resume', 'older', 'narrow', 'widen', 'longWait') },
);

const troubles = fc.record({
  AppLogPage: fc.array(mishap, { minLength: 20, maxLength: 20 }),
  deeds: fc.array(deed, { minLength: 12, maxLength: 12 }),
});

/** A session over a connection that fails on schedule; its time passes when the test says so. */
function staged(AppLogPage: readonly (typeof mishaps)[number][]) {
  const world = createWorld(now);
  const clock = createVirtualClock();
  let asking = 0;
  const line = faultyLine(world, world.accounts.main, { AppLogPage }, () => undefined);
  const client = createGatewayClient({
    url: new URL('http://127.0.0.1/graphql'),
    transport: {
      ...line.transport,
      async post(request) {
        asking++;
        return line.transport.post(request).finally(() => asking--);
      },
    },
    credentials: () => Promise.resolve(world.accounts.main),
    client: { name: 'test', version: '0' },
    limiter: createLimiter(clock),
  });
  const appId = appAri(sampleAppIds.timesheets);
  const details = createAppDetails(client, appId);
  const session = createLogSession({
    place: { account: 'a', appId },
    source: { ...createLogSource(client, appId, details), now: () => world.clock.now() },
    search: () => Promise.resolve([]),
    clock,
    filter: parseFilter('last:15m env:production').filter,
  });
  const settled = async () => {
    for (let calm = 0; calm < 5; calm = asking === 0 ? calm + 1 : 0) await turn();
  };
  return {
    session,
    settled,
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
    dispose() {
      session.dispose();
      details.dispose();
    },
  };
}

type Stage = ReturnType<typeof staged>;

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

async function act({ session, ...stage }: Stage, does: Deed): Promise<void> {
  const acts: Readonly<Record<Deed, () => unknown>> = {
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
  await acts[does]();
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
      session.watch('visible');
      for (let time = 0; time < 100; time++) {
        session.resume();
        await stage.pass(10_000);
        const isCalm = session.status.kind === 'following' && session.status.trouble === undefined;
        if (isCalm && session.limitedUntil === undefined && time > 20) break;
      }
      const until = stage.now() - 90_000;
      const shown = session.view.lines
        .map(({ at, invocation = '', message }) => `${at} ${invocation} ${message}`)
        .sort();
      assert.equal(new Set(shown).size, shown.length, 'a line is there twice');
      assert.deepEqual(
        shown.filter((text) => Number(text.slice(0, 13)) <= until),
        stage.world(session.range.from, until),
      );
    } finally {
      stage.dispose();
    }
  });
});
