import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeMonth } from '../../../../src/audit-logs/model/archive-month.ts';
import { byteOrderMark } from '../../../../src/audit-logs/model/csv-lines.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { auditEvent, idsIn } from '../../../support/audit-world.ts';

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

describe('merging a month', () => {
  const march = (minutes: number) => new Date(Date.UTC(2024, 2, 1) + minutes * 60_000);
  const events = fc.array(
    fc
      .record({
        number: fc.integer({ min: 0, max: 12 }),
        minutes: fc.integer({ min: 0, max: 31 * 1440 - 1 }),
        target: fc.constantFrom('US', 'EU', 'a,"b"\r\nc', '=1', ''),
      })
      .map(({ number, minutes, target }) =>
        auditEvent(number, march(minutes), { target, status: 'MIGRATION_STARTED' }),
      ),
    { maxLength: 12 },
  );

  it('never alters, drops or moves a row that is there, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 5 }), async (runs) => {
        let text: string | undefined;
        for (const run of runs) {
          const before: string[] = (text ?? '')
            .split(/\r\n(?=83c0)/)
            .slice(1)
            .map((row) => row.replace(/\r\n$/, ''));
          const { text: next, added } = await mergeMonth(text, run);
          text = next ?? text;
          const after: string[] = (text ?? '')
            .split(/\r\n(?=83c0)/)
            .slice(1)
            .map((row) => row.replace(/\r\n$/, ''));
          assert.equal(after.length, before.length + added);
          const rest = [...after];
          for (const row of before) {
            const at = rest.indexOf(row);
            assert.notEqual(at, -1);
            rest.splice(0, at + 1);
          }
          const ids = new Set(idsIn(text ?? ''));
          assert.ok(run.every(({ id }) => ids.has(id)));
        }
        // The same again is no news.
        for (const run of runs) assert.equal((await mergeMonth(text, run)).text, undefined);
      }),
    );
  });

  it('writes this, byte by byte', async () => {
    const { text } = await mergeMonth(undefined, [
      auditEvent(1, march(1)),
      auditEvent(2, march(2000), { appName: '=Notes, "safe"', status: 'APP_INSTALLED', target: '' }),
    ]);
    assert.equal(
      text,
      'App ID,App name,Site ID,Product,Environment,Installed version,Event,Event date,Location,Target location,Event ID\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,Customer Notes Vault,site-1,Confluence,Production,3.1.0,Migration scheduled,2024-03-01,Global,US,event-1\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,"\'=Notes, ""safe""",site-2,Confluence,Production,3.1.0,App installed,2024-03-02,Global,N/A,event-2\r\n',
    );
  });

  it('keeps rows that somebody edited, and line ends that somebody rewrote', async () => {
    const { text } = await mergeMonth(undefined, [auditEvent(1, march(1)), auditEvent(2, march(2))]);
    const rewritten = `\uFEFF${(text ?? '').replaceAll('\r\n', '\n').replace('Migration scheduled', 'seen by us')}`;
    const again = await mergeMonth(rewritten, [auditEvent(2, march(2)), auditEvent(3, march(3))]);
    assert.deepEqual([again.added, again.changed], [1, []]);
    assert.match(again.text ?? '', /seen by us/);
    assert.deepEqual(idsIn(again.text ?? ''), ['event-1', 'event-2', 'event-3']);
  });
});
