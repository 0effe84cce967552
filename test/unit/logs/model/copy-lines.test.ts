import assert from 'node:assert/strict';
import { factsOf, lineAsMarkdown, linesAsMarkdown, linesAsText } from '../../../../src/logs/model/copy-lines.ts';
import { logLine } from '../../../support/log-lines.ts';

const keys = new Map([['environment-1', 'production']]);

describe('Copied log lines', () => {
  it('have their times in UTC, their levels and their texts', () => {
    assert.equal(
      linesAsText([logLine(0), logLine(1, { level: 'ERROR', message: 'Failed\n    at run' })]),
      '2026-11-28T10:00:00.000Z INFO  Line 0\n2026-11-28T10:00:01.000Z ERROR Failed\n    at run',
    );
    assert.equal(linesAsText([]), '');
  });

  it('as Markdown are a code block that nothing in them ends', () => {
    assert.equal(linesAsMarkdown([logLine(0)]), '```text\n2026-11-28T10:00:00.000Z INFO  Line 0\n```');
    const fenced = linesAsMarkdown([logLine(0, { message: 'a\n````\n<b>' })]).split('\n');
    assert.deepEqual([fenced[0], fenced.at(-1)], ['`````text', '`````']);
  });

  it('as Markdown have all facts, each as code', () => {
    const line = logLine(0, { origin: { functionKey: '`a`\n[b](c)', siteId: 'id' } });
    const [, , , , ...facts] = lineAsMarkdown(line, keys).split('\n');
    assert.deepEqual(facts, [
      '- level: `INFO`',
      '- env: `production`',
      '- site: `acme.atlassian.net`',
      '- function: `` `a` [b](c) ``',
      '- version: `4.1.0`',
      '- side: `backend`',
      '- invocation: `invocation-0`',
    ]);
  });

  it('have no facts that the line lacks, and the id of an environment without a key', () => {
    const facts = new Map(factsOf(logLine(0), new Map()).map(({ field, value }) => [field, value]));
    assert.equal(facts.get('env'), 'environment-1');
    assert.ok(!facts.has('trace') && !facts.has('container'));
  });
});
