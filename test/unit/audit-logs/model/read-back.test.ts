import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { headings } from '../../../../src/audit-logs/model/csv-columns.ts';
import { exportChunks } from '../../../../src/audit-logs/model/export-csv.ts';
import { fetchWindows, type LoadEvents } from '../../../../src/audit-logs/model/fetch-windows.ts';
import { presetRange } from '../../../../src/audit-logs/model/day-range.ts';
import { writeWholeFile } from '../../../../src/files/whole-file.ts';
import type { DataEvent } from '../../../../src/sandbox/world/world-types.ts';
import { auditEvent, eventsIn, loadFrom, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { now, useGateway } from '../../../support/use-gateway.ts';

const range = presetRange('years2', now);
const first = new Date('2023-06-15T12:01:00Z').getTime();

/** What the developer console writes for each, by its documentation. */
const words: Readonly<Record<string, string>> = {
  APP_INSTALLED: 'App installed',
  APP_UNINSTALLED: 'App uninstalled',
  MIGRATION_SCHEDULED: 'Migration scheduled',
  MIGRATION_STARTED: 'Migration started',
  MIGRATION_COMPLETED: 'Migration completed',
  PRODUCTION: 'Production',
  STAGING: 'Staging',
  DEVELOPMENT: 'Development',
  confluence: 'Confluence',
  jira: 'Jira',
  GLOBAL: 'Global',
};
const word = (text: string) => words[text] ?? text;

describe('a saved file', () => {
  const gateway = useGateway({ now });
  const folder = useFolder();
  const file = () => join(folder.path, 'logs.csv');

  async function save(load: LoadEvents): Promise<void> {
    const batches = fetchWindows(range, load, now, new AbortController().signal);
    await writeWholeFile(file(), exportChunks(batches, { formulaSafe: true, byteOrderMark: false, extraColumns: [] }));
  }

  /** Compares the file, read by another parser row after row, with the rows that there should be. */
  async function holds(count: number, rowOf: (number: number) => readonly string[]): Promise<void> {
    let number = -1;
    for await (const row of createReadStream(file()).pipe(parse({ record_delimiter: '\r\n' }))) {
      const expected = number === -1 ? headings() : rowOf(number);
      if (JSON.stringify(row) !== JSON.stringify(expected)) assert.deepEqual(row, expected, `row ${number}`);
      number++;
    }
    assert.equal(number, count);
  }

  for (const count of [1, 1000]) {
    it(`equals the ${count} of the world's events, asked for over HTTP`, async () => {
      const events = eventsIn(gateway.sandbox);
      const samples = events.dataEvents.filter(({ kind }) => kind in words);
      const step = (now.getTime() - first) / count;
      const made = Array.from({ length: count }, (_, number): DataEvent => {
        const sample = samples[number % samples.length] ?? assert.fail();
        // None ended more than 30 days ago: those are not told any more.
        const kind = sample.kind === 'APP_UNINSTALLED' ? 'MIGRATION_STARTED' : sample.kind;
        return {
          ...sample,
          kind,
          id: `event-${String(number).padStart(4, '0')}`,
          at: Math.floor(first + number * step),
          location: number % 2 === 0 ? 'GLOBAL' : 'EU',
          target: number % 3 === 0 ? 'a "b", c' : 'US',
        };
      });
      events.dataEvents = made;
      await save(loadFrom(gateway.connect().client));
      await holds(count, (number) => {
        const { kind, cloudId, product, environment, installedVersion, at, location, target } =
          made[number] ?? assert.fail();
        return [
          vault.id.slice(-36),
          vault.name,
          cloudId,
          word(product),
          word(environment.type),
          installedVersion,
          word(kind),
          new Date(at).toISOString().slice(0, 10),
          word(location),
          target,
        ];
      });
    });
  }

  it('equals 1,000,000 events', async function () {
    this.timeout(90_000);
    const count = 1_000_000;
    const step = (now.getTime() - first) / count;
    const kinds = ['MIGRATION_SCHEDULED', 'MIGRATION_STARTED', 'MIGRATION_COMPLETED'];
    const atOf = (number: number) => Math.floor(first + number * step);
    const load: LoadEvents = (start, end) => {
      const events = [];
      for (
        let number = Math.max(0, Math.floor((start.getTime() - first) / step) - 1);
        number < count && atOf(number) <= end.getTime();
        number++
      ) {
        if (atOf(number) >= start.getTime())
          events.push(
            auditEvent(number, new Date(atOf(number)), { status: kinds[number % 3] ?? '', siteId: `site ${number}` }),
          );
      }
      return Promise.resolve(events);
    };
    await save(load);
    assert.ok((await stat(file())).size > 100_000_000);
    await holds(count, (number) => [
      vault.id.slice(-36),
      vault.name,
      `site ${number}`,
      'Confluence',
      'Production',
      '3.1.0',
      word(kinds[number % 3] ?? ''),
      new Date(atOf(number)).toISOString().slice(0, 10),
      'Global',
      'US',
    ]);
  });
});
