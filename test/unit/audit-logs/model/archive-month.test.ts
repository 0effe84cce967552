import assert from 'node:assert/strict';
import { mergeMonth } from '../../../../src/audit-logs/model/archive-month.ts';
import { byteOrderMark } from '../../../../src/audit-logs/model/csv-lines.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';

const event: AuditEvent = {
  id: 'event-1',
  appId: '5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3',
  appName: 'Vault',
  siteId: 'site-1',
  product: 'jira',
  environment: 'PRODUCTION',
  environmentId: '',
  installedVersion: '1.2.3',
  status: 'APP_INSTALLED',
  at: new Date('2025-06-15T12:00:00Z'),
  location: 'EU',
  target: '',
  migrationStart: undefined,
};

/** A text as a file gives it back. */
const onDisk = (text: string | undefined) => Buffer.from(text ?? '').toString();

describe('merging events into a month', () => {
  for (const [what, siteId] of Object.entries({
    'plain text': 'site-1',
    'a formula': '=1+1',
    'quotation marks and line breaks': 'a "b",\r\nc',
    'half a character': 'site \ud83d',
    'a byte order mark': `${byteOrderMark}site`,
  })) {
    it(`changes nothing where ${what} is archived already`, async () => {
      const first = await mergeMonth(undefined, [{ ...event, siteId }]);
      assert.equal(first.added, 1);
      const again = await mergeMonth(onDisk(first.text), [{ ...event, siteId }]);
      assert.deepEqual(again, { text: undefined, claim: undefined, added: 0, fresh: [], changed: [] });
    });
  }

  it('takes a renamed app for no change, and tells of an event that is told otherwise', async () => {
    const { text } = await mergeMonth(undefined, [event]);
    assert.equal((await mergeMonth(text, [{ ...event, appName: 'Safe' }])).text, undefined);
    const changed = await mergeMonth(text, [{ ...event, location: 'US' }]);
    assert.deepEqual([changed.added, changed.changed], [1, ['event-1']]);
  });

  it('puts a new row behind the rows of its day and leaves the others as they are', async () => {
    const at = (day: number, id: string) => ({ ...event, id, at: new Date(Date.UTC(2025, 5, day)) });
    const { text = '' } = await mergeMonth(undefined, [at(3, 'c'), at(5, 'e')]);
    const merged = await mergeMonth(text.replaceAll('\r\n', '\n'), [at(1, 'a'), at(3, 'd'), at(9, 'f')]);
    const ids = (merged.text ?? '').split('\r\n').map((line) => line.split(',').at(-1));
    assert.deepEqual(ids, ['Event ID', 'a', 'c', 'd', 'e', 'f', '']);
  });
});
