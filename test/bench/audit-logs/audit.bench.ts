// Saving audit logs: how fast, against parsing the same answers and handing them to csv-stringify; and in how much
// memory.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import { exportChunks } from '../../../src/audit-logs/model/export-csv.ts';
import { fetchWindows } from '../../../src/audit-logs/model/fetch-windows.ts';
import { writeWholeFile } from '../../../src/files/whole-file.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../../support/host/processes.ts';
import { root } from '../../support/paths.ts';
import { answerOf, exportForm, loadAnswered, now, range, windowAsked } from '../../support/bench/audit-pages.ts';
import type { Figure } from '../../support/bench/figure.ts';

const million = 1_000_000;
const rounds = 3;

/** In the order of the ten columns. */
const columns = [
  'appId',
  'appName',
  'cloudId',
  'product',
  'environment',
  'appInstalledVersion',
  'status',
  'createdAt',
  'sourceLocation',
  'destinationLocation',
];

interface Reply {
  readonly data: {
    readonly ecosystem: { readonly forgeAuditLogs: { readonly daResAuditLogs: { readonly data: object[] } } };
  };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Both begin with the bytes of the same answers in memory. Ours: the product's client (decoding, credentials blotted
 * out, parsing, checking), windows, duplicates sorted out, columns, CSV, and the file on disk, synced and renamed. The
 * baseline: decoding, JSON.parse and csv-stringify of the ten fields as they came, written nowhere. In turns, so that
 * what else the computer does burdens both.
 */
async function throughput(appName: string): Promise<{ ours: number; baseline: number }> {
  const folder = await temporaryFolder('bench');
  const file = join(folder, 'logs.csv');
  const answers = new Map<string, Buffer>();
  const key = (start: Date, end: Date) => `${start.toISOString()} ${end.toISOString()}`;
  const save = (answer: (start: Date, end: Date) => string) =>
    writeWholeFile(
      file,
      exportChunks(fetchWindows(range, loadAnswered(answer), now, new AbortController().signal), exportForm),
    );

  await save((start, end) => {
    const answer = answerOf(million, start, end, appName);
    answers.set(key(start, end), Buffer.from(answer));
    return answer;
  });
  const [ours, baseline]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    let started = performance.now();
    await save((start, end) => answers.get(key(start, end))?.toString() ?? '');
    ours.push(performance.now() - started);
    await rm(file);

    started = performance.now();
    let characters = 0;
    for (const answer of answers.values()) {
      const { data } = JSON.parse(answer.toString()) as Reply;
      characters += stringify(data.ecosystem.forgeAuditLogs.daResAuditLogs.data, { columns }).length;
    }
    if (characters === 0) throw new Error('The baseline wrote nothing.');
    baseline.push(performance.now() - started);
  }
  await removeTemporaryFolder(folder);
  const perSecond = (ms: number) => Math.round((million / ms) * 1000);
  return { ours: perSecond(middle(ours)), baseline: perSecond(middle(baseline)) };
}

/**
 * Peak memory in MB of a fresh process that saves so many events of a gateway outside of it, over HTTP, into a file:
 * what is in use after full collections, or what the system counts.
 */
async function peakMemory(events: number, kind: 'inUse' | 'rss'): Promise<number> {
  const gateway = createServer((request, response) => {
    void text(request).then((body) => {
      const { start, end } = windowAsked(body);
      response.setHeader('content-type', 'application/json').end(answerOf(events, start, end));
    });
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const address = gateway.address();
  if (address === null || typeof address === 'string') throw new Error('The gateway has no port.');
  try {
    return Number(
      await run(
        process.execPath,
        [
          ...(kind === 'inUse' ? ['--expose-gc'] : []),
          '--import',
          './test/tools/text-imports.mjs',
          'test/support/bench/audit-memory.ts',
          `http://127.0.0.1:${address.port}`,
        ],
        { cwd: root },
      ),
    );
  } finally {
    gateway.close();
  }
}

/** Saving a million audit events of two years. */
export default async function measure(): Promise<Figure[]> {
  const plain = await throughput('Customer Notes Vault');
  const quoted = await throughput('Customer Notes, "Vault"');
  const [few, many] = [await peakMemory(10_000, 'inUse'), await peakMemory(million, 'inUse')];
  const [fewRss, manyRss] = [await peakMemory(10_000, 'rss'), await peakMemory(million, 'rss')];
  return [
    {
      name: 'audit: 1,000,000 events saved, against JSON.parse + csv-stringify',
      value: plain.ours,
      unit: 'events/s',
      baseline: plain.baseline,
      aim: { ratioAtLeast: 0.8 },
    },
    {
      name: 'audit: the same where every row needs quotes',
      value: quoted.ours,
      unit: 'events/s',
      baseline: quoted.baseline,
      aim: { ratioAtLeast: 0.8 },
    },
    {
      name: 'audit: peak memory in use (heap and buffers after collection), 1,000,000 events against 10,000',
      value: many,
      unit: 'MB',
      baseline: few,
      aim: { ratioAtMost: 1.5 },
    },
    // How large V8 lets its young generation grow over time is in this, and no choice of ours.
    { name: 'audit: peak memory of the process (RSS), likewise', value: manyRss, unit: 'MB', baseline: fewRss },
  ];
}
