import assert from 'node:assert/strict';
import { lineAsText, linesAsMarkdown } from '../../../../src/logs/model/copy-lines.ts';
import { logStage, type LogStage } from '../../../support/log-stage.ts';
import { now, useGateway } from '../../../support/use-gateway.ts';

/** Rows that are none: each costs itself and no other. */
const malformed = [null, 7, 'a line', [], {}, { ts: 'yesterday' }, { ts: 7, message: 'x' }, { message: 'no time' }];
const odd = {
  ts: now.toISOString(),
  lvl: { a: 1 },
  message: { text: 'x' },
  other: [1],
  invocationId: null,
  functionKey: 5,
};

const day = 24 * 3_600_000;

function withRows(body: unknown, rows: readonly unknown[]): unknown {
  const { data } = body as { data: { appLogsWithMetaData: { appLogs: readonly unknown[] } } };
  const { appLogs } = data.appLogsWithMetaData;
  const mixed = appLogs.flatMap((row, index) => [rows[index % rows.length], row]);
  return { data: { appLogsWithMetaData: { ...data.appLogsWithMetaData, appLogs: [...rows, ...mixed] } } };
}

describe('Hostile log lines', () => {
  const gateway = useGateway();
  const stages: LogStage[] = [];
  afterEach(() => stages.splice(0).forEach(({ session }) => session.dispose()));

  async function linesOf(text: string, app: 'hostileName' | 'releaseNotes') {
    const stage = logStage(gateway, app, text);
    stages.push(stage);
    stage.session.start();
    await stage.loaded();
    return stage;
  }

  it('are kept and copied character by character, whatever they hold', async () => {
    const { session } = await linesOf('last:30d', 'hostileName');
    const messages = new Set(session.view.lines.map(({ message }) => message));
    for (const message of [
      '<img src=x onerror=alert(1)> [link](command:x) ${jndi:x}',
      '\u001b[31mred\u001b[0m \u0000\u0007\r\u202Etxt.exe\u202C',
      "=cmd|' /C calc'!A0",
      'Authorization: Bearer ATATT3xFfGF0-not-a-token',
      'x'.repeat(200 * 1024),
    ])
      assert.ok(messages.has(message), message.slice(0, 80));
    const many = session.view.lines.find(({ message }) => message.startsWith('=cmd'));
    assert.match(many?.text ?? '', / 98 99 … 9900 more arguments$/);
    assert.equal((JSON.parse(many?.arguments ?? '') as unknown[]).length, 10_000);
    const odd = session.view.lines.find(({ message }) => message.startsWith('\u001b'));
    assert.ok(odd);
    assert.equal(odd.level, 'INFO');
    assert.equal(Object.getPrototypeOf(odd.origin), Object.prototype);
    assert.ok(lineAsText(odd).endsWith(odd.text));
    assert.ok(linesAsMarkdown([odd]).includes(`\n${lineAsText(odd)}\n`));
  });

  it('that are no lines cost themselves only', async () => {
    gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: (body) => withRows(body, malformed) });
    const { kept, world } = await linesOf('last:24h', 'releaseNotes');
    assert.ok(kept().length > 0);
    assert.deepEqual(kept(), world(now.getTime() - day, now.getTime()));
  });

  it('whose fields are of other types than they should be are read as far as they can be', async () => {
    gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: (body) => withRows(body, [odd]) });
    const { session } = await linesOf('last:1h env:production', 'releaseNotes');
    const [line] = session.view.lines.filter(({ message }) => message.startsWith('{'));
    assert.ok(line);
    assert.deepEqual(
      [line.level, line.message, line.text, line.invocation, line.origin.functionKey],
      ['INFO', '{"text":"x"}', '{"text":"x"} 1', undefined, '5'],
    );
  });

  it('with arguments that are nested too deeply to be written cost no other line', async () => {
    const ts = now.toISOString();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const rows = `[{"ts":"${ts}","message":"deep","other":${deep}},{"ts":"${ts}","message":"after"}]`;
    const body = `{"data":{"appLogsWithMetaData":{"appLogs":${rows},"hasNextPage":false,"totalLogs":2}}}`;
    gateway.sandbox.faults.set('AppLogPage', { kind: 'status', status: 200, body });
    const { session } = await linesOf('last:1h env:production', 'releaseNotes');
    assert.deepEqual(
      session.view.lines.map(({ text }) => text),
      ['deep …', 'after'],
    );
  });

  it('with arguments that their placeholders can’t take are shown, and cost no other line', async () => {
    const rows = ['%d items', '%j'].map((message) => ({ ts: now.toISOString(), message, other: '[{"toString":1}]' }));
    gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: (body) => withRows(body, rows) });
    const { session } = await linesOf('last:1h env:production', 'releaseNotes');
    assert.equal(session.status.kind, 'following');
    const texts = new Set(session.view.lines.map(({ text }) => text));
    assert.ok(texts.has('%d items { toString: 1 }') && texts.has('{"toString":1}'));
  });
});
