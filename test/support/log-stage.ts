import { createAppDetails } from '../../src/apps/model/app-details.ts';
import { appAri } from '../../src/core/ids.ts';
import type { Clock } from '../../src/core/clock.ts';
import { ForgeError } from '../../src/core/errors.ts';
import { parseFilter } from '../../src/logs/model/filter-text.ts';
import type { ExpressionSearch } from '../../src/logs/model/line-view.ts';
import { createLogSession, type LogSession } from '../../src/logs/model/log-session.ts';
import { createLogSource, type LogSource } from '../../src/logs/model/log-source.ts';
import type { LogEntry } from '../../src/sandbox/world/logs/log-entry.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';
import { createLimiter } from '../../src/gateway/limiter.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { type TestGateway, until } from './use-gateway.ts';

/** A session over a sandbox whose time passes only when a test says so. */
export interface LogStage {
  readonly session: LogSession;
  readonly source: LogSource;
  readonly client: GatewayClient;
  readonly clock: Clock;
  /** Lets time pass, in the sandbox and for what waits. */
  readonly pass: (ms: number) => Promise<void>;
  /** Waits until the session has loaded what it wants at first. */
  readonly loaded: () => Promise<void>;
  /** Lets time pass in steps until a condition holds; limited by the test's timeout. */
  readonly passUntil: (condition: () => boolean, stepMs?: number) => Promise<void>;
  /** Lets time pass until the next round of questions has been answered. */
  readonly polled: (ms?: number) => Promise<void>;
  /** What the app logged between two times, and its sites share. Epoch milliseconds. */
  readonly world: (from: number, to: number) => string[];
  /** Lets a site stop sharing the app's logs, or begin to. */
  readonly share: (host: string, shares: boolean) => void;
  /** What the session keeps, in the same form. */
  readonly kept: () => string[];
}

const search: ExpressionSearch = (texts, expressions) => {
  const met = (text: string) =>
    expressions.every(({ expression, flags, isExcluded }) => new RegExp(expression, flags).test(text) !== isExcluded);
  return expressions.some(({ expression }) => expression === '(a+)+$')
    ? Promise.reject(new ForgeError('timeout', 'too slow'))
    : Promise.resolve(texts.map(met));
};

/** Creates a session of an app that looks at what a filter's text says. Dispose of it after the test. */
export function logStage(gateway: TestGateway, app: keyof typeof sampleAppIds, text = ''): LogStage {
  const id = appAri(sampleAppIds[app]);
  const clock = createVirtualClock();
  const { client } = gateway.connect({ limiter: createLimiter(clock) });
  const { world } = gateway.sandbox;
  const asked = createLogSource(client, id, createAppDetails(client, id));
  let asking = 0;
  const source: LogSource = {
    ...asked,
    now: () => world.clock.now(),
    page(request, signal) {
      asking++;
      return asked.page(request, signal).finally(() => asking--);
    },
  };
  const session = createLogSession({
    place: { account: 'a', appId: id },
    source,
    search,
    clock,
    filter: parseFilter(text).filter,
  });
  const answered = () => gateway.sent('AppLogPage').filter(({ status }) => status !== 0).length;
  const pass = async (ms: number) => {
    world.clock.advance(ms);
    await clock.pass(ms);
  };
  return {
    session,
    source,
    client,
    clock,
    pass,
    async passUntil(condition, stepMs = 1_000) {
      while (!condition()) {
        await pass(stepMs);
        await until(() => condition() || asking === 0);
      }
    },
    loaded: () => until(() => !['idle', 'loading'].includes(session.status.kind)),
    async polled(ms = 5_000) {
      const before = answered();
      const environments = session.environments?.length ?? 0;
      await pass(ms);
      await until(() => answered() >= before + environments);
    },
    world(from, to) {
      const details = world.apps.get(sampleAppIds[app])?.details();
      const withheld = details?.installations.filter(({ config }) => config.ALLOW_LOGS_ACCESS === false) ?? [];
      const made = world.apps.get(sampleAppIds[app]);
      const lines = (details?.environments ?? []).flatMap((environment) =>
        made === undefined ? [] : world.logs.between(made, environment, from, to),
      );
      return lines
        .filter(({ installation }) => !withheld.some(({ id: own }) => own === installation?.id))
        .map(told)
        .sort();
    },
    share(host, shares) {
      for (const installation of world.apps.get(sampleAppIds[app])?.details().installations ?? [])
        if (installation.site?.hostName === host)
          installation.config = { ...installation.config, ALLOW_LOGS_ACCESS: shares };
    },
    kept: () => session.store.all.map(({ at, invocation, message }) => `${at} ${invocation ?? ''} ${message}`).sort(),
  };
}

const told = ({ at, invocationId, message }: LogEntry) => `${at} ${invocationId} ${message}`;
