// The logs of an app with a full store: what a typed letter, scrolling and following cost, and in how much memory.
import { createAppDetails } from '../../../src/apps/model/app-details.ts';
import { appAri } from '../../../src/core/ids.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import { exportCallsPerMinute } from '../../../src/gateway/fetch-exported-logs.ts';
import { createTransport } from '../../../src/gateway/transport.ts';
import { createExportPace } from '../../../src/logs/model/export-pace.ts';
import { createErrorGroups } from '../../../src/logs/model/error-groups.ts';
import { parseFilter } from '../../../src/logs/model/filter-text.ts';
import { createLineStore, type LineStore, storeLimits } from '../../../src/logs/model/line-store.ts';
import { createLineView, type LineView } from '../../../src/logs/model/line-view.ts';
import { createLogSession } from '../../../src/logs/model/log-session.ts';
import { createLogSource } from '../../../src/logs/model/log-source.ts';
import { createMatcher } from '../../../src/logs/model/match-line.ts';
import { createLineReader, type LineReader } from '../../../src/logs/model/read-line.ts';
import { startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { reportedLine } from '../../support/bench/reported-lines.ts';
import type { Figure } from '../../support/bench/figure.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const start = Date.UTC(2026, 10, 1);
const everything = { from: 0 };
const later = 30_000;
const perPoll = 25;

interface Full {
  readonly store: LineStore;
  readonly view: LineView;
  readonly reader: LineReader;
}

/** A full store with the view that a person looks at. */
function fullStore(): Full {
  const store = createLineStore();
  const view = createLineView(store, () => Promise.resolve([]));
  const reader = createLineReader();
  for (let index = 0; index < storeLimits.lines; index += 1_000) addLines({ store, view, reader }, index, 1_000);
  return { store, view, reader };
}

function addLines({ store, reader }: Full, from: number, count: number): void {
  const page = Array.from({ length: count }, (_, index) => reportedLine(from + index, start));
  store.add([...reader.read(page, 'environment')]);
}

function heap(): number {
  for (let time = 0; time < 3; time++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Bytes of the texts that lines show, with their ids; the texts here have a byte to each character. */
function textBytes({ store }: Full): number {
  const ids = new Set<string>();
  let bytes = 0;
  for (const { text, message, arguments: others = '', invocation = '', trace = '' } of store.all) {
    bytes += text.length + (text === message ? 0 : message.length) + others.length;
    ids.add(invocation).add(trace);
  }
  for (const id of ids) bytes += id.length;
  return bytes;
}

const rounds = 5;

/** The least of some rounds: what else the computer does only ever adds to them. */
const least = (measure: () => number) => Math.min(...Array.from({ length: rounds }, measure));

/** CPU time of work on this thread, in milliseconds: other work of the computer does not count. */
function cpuMs(work: () => unknown): number {
  const began = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}

/** The longest of the letters of a word, typed one after another. */
function slowestLetter({ view }: Full, word: string): number {
  const letters = Array.from(word, (_, index) =>
    cpuMs(() => {
      const { filter } = parseFilter(
        `last:30d level:info,error -site:site-3.atlassian.net ${word.slice(0, index + 1)}`,
      );
      view.filter({ matches: createMatcher(filter, everything, new Map()), expressions: [] });
      view.rows.window(0, 60);
    }),
  );
  return Math.max(...letters);
}

function slowestScroll({ view }: Full): number {
  let slowest = 0;
  for (let at = 0; at < view.rows.count; at += 3_331) {
    const began = performance.now();
    view.rows.window(at, 80);
    slowest = Math.max(slowest, performance.now() - began);
  }
  return slowest;
}

/** Follows a full store from a line on: the work of each poll's lines, in milliseconds, the quickest first. */
function follow(full: Full, from: number, read: () => unknown = () => undefined): number[] {
  const durations: number[] = [];
  for (let index = 0; index < later; index += perPoll)
    durations.push(
      cpuMs(() => {
        addLines(full, from + index, perPoll);
        read();
      }),
    );
  return durations.sort((a, b) => a - b);
}

/** Follows a full store whose errors are shown in groups, of which the page reads the first. */
function followErrors(full: Full, from: number): number[] {
  const groups = createErrorGroups(full.view.lines);
  const following = full.view.onDidChange((change) => groups.follow(change));
  const durations = follow(full, from, () =>
    groups.list.slice(0, 60).map(({ functions, sites, versions }) => [functions, sites, versions]),
  );
  following.dispose();
  return durations;
}

/** Finds the row of a line in the middle by its id, as a page asks whose rows moved; the mean in milliseconds. */
function findRow({ store, view }: Full): number {
  const { id = '' } = store.all[storeLimits.lines / 2] ?? {};
  const find = () => {
    const line = store.get(id);
    if (line === undefined || view.rows.indexOf(line) < 0) throw new Error('The line has no row.');
  };
  const times = 50;
  return cpuMs(() => Array.from({ length: times }, find)) / times;
}

const latencyMs = 200;

/** From the start until the first lines are there, over a gateway that takes 200 ms. */
async function firstLines(): Promise<number> {
  const sandbox = await startSandbox({ latencyMs });
  const transport = createTransport();
  const client = createGatewayClient({
    url: new URL(sandbox.url),
    transport,
    credentials: () => Promise.resolve(sandbox.accounts.main),
    client: { name: 'forge-console-bench', version: '0.0.0' },
  });
  const appId = appAri(sampleAppIds.timesheets);
  const details = createAppDetails(client, appId);
  // A view opens on an app that the tree shows: its environments are known.
  await details.environments.refresh();
  const session = createLogSession({
    place: { account: 'bench', appId },
    source: createLogSource(client, appId, details),
    search: () => Promise.resolve([]),
    filter: parseFilter('last:1h env:production').filter,
  });
  const began = performance.now();
  const came = Promise.withResolvers<undefined>();
  session.view.onDidChange(({ added }) => added.length > 0 && came.resolve(undefined));
  session.start();
  await came.promise;
  const took = performance.now() - began;
  session.dispose();
  details.dispose();
  await transport.close();
  await sandbox.close();
  return took;
}

/** Calls of the export that its pace lets through in ten minutes. */
async function exportCalls(): Promise<number> {
  const clock = createVirtualClock();
  const pace = createExportPace(clock);
  const stop = new AbortController();
  let calls = 0;
  const calling = (async () => {
    for (;;) {
      await pace.turn(stop.signal);
      calls++;
    }
  })().catch(() => undefined);
  await clock.pass(10 * 60_000 - 1);
  stop.abort();
  await calling;
  return calls;
}

const mostOf = (durations: readonly number[]) => durations[Math.floor(durations.length * 0.99)] ?? Number.NaN;

export default async function logs(): Promise<Figure[]> {
  const before = heap();
  const full = fullStore();
  const perLine = (heap() - before - textBytes(full)) / storeLimits.lines;
  const letter = least(() => slowestLetter(full, 'cursor 4'));
  full.view.filter({ matches: () => true, expressions: [] });
  full.view.rows.group(true);
  const scroll = least(() => slowestScroll(full));
  const filled = heap();
  const polls = follow(full, storeLimits.lines);
  const growth = (heap() - filled) / 2 ** 20;
  const lines = full.store.all.length;
  const found = least(() => findRow(full));
  const errors = followErrors(full, storeLimits.lines + later);
  const first = Math.min(await firstLines(), await firstLines(), await firstLines());
  return [
    { name: `memory beyond the text, a line of ${lines}`, value: perLine, unit: 'bytes', aim: { atMost: 200 } },
    {
      name: 'a letter in the text filter over 100,000 lines, at its slowest',
      value: letter,
      unit: 'ms',
      aim: { atMost: 50 },
    },
    { name: '80 rows of 100,000 grouped lines, at their slowest', value: scroll, unit: 'ms', aim: { atMost: 16 } },
    {
      name: 'work of 25 lines more for a full store, grouped: 99 of 100 times',
      value: mostOf(polls),
      unit: 'ms',
      aim: { atMost: 16 },
    },
    {
      name: 'the same in the view of errors',
      value: mostOf(errors),
      unit: 'ms',
      aim: { atMost: 16 },
    },
    { name: 'the row of a line among 100,000, grouped', value: found, unit: 'ms', aim: { atMost: 16 } },
    { name: '30,000 lines more for a full store: growth', value: growth, unit: 'MB', aim: { atMost: 2 } },
    {
      name: `the first lines, over a round trip of ${latencyMs} ms`,
      value: first,
      unit: 'ms',
      aim: { atMost: latencyMs + 300 },
    },
    {
      name: 'calls of the REST export in 10 minutes',
      value: await exportCalls(),
      unit: 'calls',
      baseline: 10 * exportCallsPerMinute,
      aim: { ratioAtLeast: 0.8 },
    },
  ];
}
