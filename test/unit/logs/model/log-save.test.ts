import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { LogLine } from '../../../../src/core/log-line.ts';
import { toForgeError } from '../../../../src/core/errors.ts';
import { writeWholeFile } from '../../../../src/files/whole-file.ts';
import { fetchExportedLogs } from '../../../../src/gateway/fetch-exported-logs.ts';
import { parseFilter } from '../../../../src/logs/model/filter-text.ts';
import { linesToSave, planSave, type SaveSource } from '../../../../src/logs/model/log-save.ts';
import { type SavedForm, savedText } from '../../../../src/logs/model/saved-lines.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useFolder } from '../../../support/folder.ts';
import { logLine } from '../../../support/log-lines.ts';
import { logStage, type LogStage } from '../../../support/log-stage.ts';
import { failure, now, until, useGateway } from '../../../support/use-gateway.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('Saving log lines', () => {
  const gateway = useGateway();
  const folder = useFolder();
  const stages: LogStage[] = [];
  afterEach(() => stages.splice(0).forEach(({ session }) => session.dispose()));

  /** What a dialog has: a plan of a filter, and its lines. */
  async function saving(app: keyof typeof sampleAppIds, text: string, total?: number) {
    const stage = logStage(gateway, app);
    stages.push(stage);
    const { filter } = parseFilter(text);
    const id = appAri(sampleAppIds[app]);
    const sources: SaveSource = {
      source: stage.source,
      exported: (query, signal) => fetchExportedLogs(stage.client, id, query, signal),
      clock: stage.clock,
    };
    const controller = new AbortController();
    const environments = await stage.source.environments();
    const patience = { clock: stage.clock, signal: controller.signal, onLimited: () => undefined };
    if (total !== undefined)
      gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: (body) => withTotal(body, total) });
    const plan = await planSave(sources, filter, environments, patience);
    gateway.sandbox.faults.clear();
    const progress: number[] = [];
    const lines = (goesOn = () => Promise.resolve(false)) =>
      linesToSave(plan, sources, {
        filter,
        environments,
        patience,
        goesOn,
        search: (texts) => Promise.resolve(texts.map((one) => one.startsWith('Issue'))),
        onProgress: ({ lines: count }) => progress.push(count),
      });
    return {
      plan,
      lines,
      progress,
      stage,
      controller,
      keys: new Map(environments.map(({ id: own, key }) => [own, key])),
    };
  }

  const told = ({ at, invocation = '', message }: LogLine) => `${at} ${invocation} ${message}`;

  async function collected(lines: AsyncIterable<LogLine[]>): Promise<LogLine[]> {
    const all: LogLine[] = [];
    for await (const piece of lines) all.push(...piece);
    return all;
  }

  it('fetches with the query what that bears, in the order of time, each line once', async () => {
    const { plan, lines, progress, stage } = await saving('releaseNotes', 'last:30d');
    const world = stage.world(now.getTime() - 30 * day, now.getTime());
    assert.deepEqual([plan.by, plan.shortestMs], ['query', 0]);
    assert.equal(plan.lines, world.length);
    const saved = await collected(lines());
    assert.deepEqual(saved.map(told).sort(), world);
    const times = saved.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(progress.at(-1), world.length);
    assert.ok(progress.length > 1, 'told piece by piece');
  });

  it('saves what is filtered, by the gateway, here, and by regular expressions', async () => {
    const { lines } = await saving('releaseNotes', String.raw`last:30d env:production -level:debug /^Issue/`);
    const saved = await collected(lines());
    assert.ok(saved.length > 100);
    assert.ok(saved.every(({ text, level }) => text.startsWith('Issue') && level !== 'DEBUG'));
  });

  it('uses the export for many lines, at its own pace and never beyond its limit', async () => {
    const { plan, lines, stage } = await saving('releaseNotes', 'last:24h', 60_000);
    assert.equal(plan.by, 'export');
    const environments = plan.part.environments.length;
    const calls = 24 * environments;
    assert.equal(plan.shortestMs, Math.floor((calls - 1) / 30) * 60_000);
    const before = gateway.sandbox.world.clock.now();
    let saved: LogLine[] | undefined;
    void collected(lines()).then((all) => (saved = all));
    await stage.passUntil(() => saved !== undefined);
    const took = gateway.sandbox.world.clock.now() - before;
    const sent = gateway.sent('AppLogExport');
    assert.deepEqual(saved?.map(told).sort(), stage.world(plan.range.from, plan.range.to));
    assert.ok(sent.every(({ status }) => status === 200));
    assert.ok(took <= plan.shortestMs / 0.8 + 60_000, `${took} ms for ${plan.shortestMs}`);
  });

  it('goes on with the export where it failed, and fetches nothing of before again', async () => {
    const exported = async (operation: string | undefined) => {
      const { lines, plan, stage } = await saving('releaseNotes', 'last:24h', 60_000);
      const before = gateway.sent('AppLogExport').length;
      const goesOn = () => {
        gateway.sandbox.faults.clear();
        return Promise.resolve(true);
      };
      let saved: LogLine[] | undefined;
      const pieces = operation === undefined ? lines() : failingAtSecond(lines(goesOn), operation);
      void collected(pieces).then((all) => (saved = all));
      await stage.passUntil(() => saved !== undefined);
      assert.deepEqual(saved?.map(told).sort(), stage.world(plan.range.from, plan.range.to));
      return gateway.sent('AppLogExport').slice(before);
    };
    const [usual, resumed] = [await exported(undefined), await exported('AppLogExport')];
    const hasAnswer = ({ status }: { status: number }) => status === 200;
    assert.equal(resumed.filter((request) => !hasAnswer(request)).length, 1);
    assert.equal(resumed.filter(hasAnswer).length, usual.filter(hasAnswer).length);
  });

  it('uses the query where the export doesn’t reach', async () => {
    const { plan } = await saving('releaseNotes', 'last:15d', 60_000);
    assert.equal(plan.by, 'query');
  });

  it('goes on where it failed when asked to, and writes no file otherwise', async () => {
    const { plan, lines, keys, stage } = await saving('releaseNotes', 'last:30d');
    const path = join(folder.path, 'logs.csv');
    const write = (goesOn: () => Promise<boolean>) =>
      writeWholeFile(path, savedText(failingAtSecond(lines(goesOn)), form('csv', keys)));
    assert.equal((await failure(write(() => Promise.resolve(false)))).kind, 'forbidden');
    assert.deepEqual(await readdir(folder.path), []);
    gateway.sandbox.faults.clear();
    let asked = 0;
    await write(() => {
      asked++;
      gateway.sandbox.faults.clear();
      return Promise.resolve(true);
    });
    assert.equal(asked, 1);
    const rows = parse(await readFile(path, 'utf8'), { columns: true, record_delimiter: '\r\n' });
    assert.equal(rows.length, stage.world(plan.range.from, plan.range.to).length);
  });

  it('ends at once when cancelled', async () => {
    const { lines, controller } = await saving('releaseNotes', 'last:30d');
    gateway.sandbox.faults.set('AppLogPage', { kind: 'hang' });
    const before = gateway.sent('AppLogPage').length;
    const saved = collected(lines()).catch((error: unknown) => toForgeError(error).kind);
    await until(() => gateway.sent('AppLogPage').length > before);
    controller.abort();
    assert.equal(await saved, 'cancelled');
  });

  /** Lines whose gateway refuses once the first piece is there. */
  async function* failingAtSecond(
    lines: AsyncIterable<LogLine[]>,
    operation = 'AppLogPage',
  ): AsyncGenerator<LogLine[]> {
    let isFirst = true;
    for await (const piece of lines) {
      if (isFirst) gateway.sandbox.faults.set(operation, { kind: 'status', status: 403 });
      isFirst = false;
      yield piece;
    }
  }
});

function withTotal(body: unknown, totalLogs: number): unknown {
  const { data } = body as { data: { appLogsWithMetaData: object } };
  return { data: { appLogsWithMetaData: { ...data.appLogsWithMetaData, totalLogs } } } satisfies { data: object };
}

const form = (kind: SavedForm, environments: ReadonlyMap<string, string> = new Map()) => ({
  form: kind,
  environments,
  csv: { formulaSafe: true, byteOrderMark: false },
});

describe('A file of log lines', () => {
  async function textOf(kind: SavedForm, lines: readonly LogLine[]): Promise<string> {
    let text = '';
    const pieces = (async function* () {
      yield await Promise.resolve(lines);
    })();
    for await (const chunk of savedText(pieces, form(kind, new Map([['environment-1', 'production']])))) text += chunk;
    return text;
  }
  const hostile = logLine(1, {
    message: '=cmd',
    text: '=cmd\u001b[31m\r\nnext "x"',
    arguments: String.raw`["\u001b[31m"]`,
    trace: 't1',
  });

  it('as CSV has a header, quoted cells and no formula', async () => {
    const csv = await textOf('csv', [hostile]);
    const [row] = parse<Record<string, string>>(csv, { columns: true, record_delimiter: '\r\n' });
    assert.ok(row);
    assert.equal(row.Message, `'=cmd\u001b[31m\r\nnext "x"`);
    assert.deepEqual([row.Time, row.Environment, row.Function], ['2026-11-28T10:00:01.000Z', 'production', 'resolver']);
    assert.match(await textOf('csv', []), /^Time,Level,Message,.*\r\n$/);
  });

  it('as JSON lines has everything that is known, and as text nothing that a terminal obeys', async () => {
    const record: unknown = JSON.parse(await textOf('jsonl', [hostile]));
    assert.deepEqual(record, {
      time: '2026-11-28T10:00:01.000Z',
      level: 'INFO',
      message: '=cmd',
      arguments: ['\u001b[31m'],
      text: hostile.text,
      invocation: 'invocation-0',
      trace: 't1',
      environment: 'production',
      ...hostile.origin,
    });
    assert.equal(await textOf('log', [hostile]), '2026-11-28T10:00:01.000Z INFO  =cmd\\x1b[31m\\x0d\nnext "x"\n');
  });

  it('as JSON lines keeps arguments as text that are nested too deep for JSON', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const record: unknown = JSON.parse(await textOf('jsonl', [logLine(1, { arguments: deep })]));
    assert.ok(typeof record === 'object' && record !== null && 'arguments' in record);
    assert.equal(record.arguments, deep);
  });
});
