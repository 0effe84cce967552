import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveApp } from '../../../../src/audit-logs/model/archive.ts';
import { findArchives } from '../../../../src/audit-logs/model/archive-folder.ts';
import { parseIndex } from '../../../../src/audit-logs/model/archive-index.ts';
import { auditEvent, loadOf, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { itWithDevices } from '../../../support/links-and-devices.ts';
import { failure } from '../../../support/use-gateway.ts';

const now = new Date('2025-03-20T12:00:00Z');
const events = [auditEvent(1, new Date('2025-03-10T08:00:00Z')), auditEvent(2, new Date('2025-03-11T08:00:00Z'))];

describe('a damaged archive', () => {
  const folder = useFolder();
  const archive = (more: Parameters<typeof loadOf>[0] = []) =>
    archiveApp({
      root: folder.path,
      workspaceFolder: folder.path,
      app: vault,
      load: loadOf([...events, ...more]),
      now: new Date(now.getTime() + more.length * 1000),
      signal: AbortSignal.timeout(5000),
    });
  const fresh = auditEvent(3, new Date('2025-03-12T08:00:00Z'));

  /** Why more can't be archived; the file has to stay as it is. */
  async function refusal(file: string): Promise<string> {
    const before = await readFile(file).catch(() => undefined);
    const error = await failure(archive([fresh]));
    assert.equal(error.kind, 'damaged');
    if (before) assert.deepEqual(await readFile(file), before);
    return error.message;
  }

  it('is not written over where a month is not UTF-8', async () => {
    const month = join((await archive()).folder, '2025-03.csv');
    await writeFile(month, Buffer.concat([await readFile(month), Buffer.from([0xe9, 0x0d, 0x0a])]));
    assert.match(await refusal(month), /2025-03\.csv .* UTF-8; restore it/);
  });

  it('is not added to where a quotation mark is missing: new rows would become part of an old one', async () => {
    const month = join((await archive()).folder, '2025-03.csv');
    await appendFile(month, '"x,y\r\n');
    assert.match(await refusal(month), /quotation mark/);
  });

  it('is not mixed with the events of another app', async () => {
    const index = join((await archive()).folder, 'index.json');
    await writeFile(index, (await readFile(index, 'utf8')).replace('83c0f6d2-', '83c0f6d3-'));
    assert.match(await refusal(index), /another app/);
  });

  /** Puts what is no file in the place of each file of an archive. */
  const refusesInPlaceOfFiles = async (put: (file: string) => unknown) => {
    const { folder: place } = await archive();
    for (const name of ['2025-03.csv', 'index.json', '.lock']) {
      const file = join(place, name);
      const before = await readFile(file).catch(() => undefined);
      await rm(file, { force: true });
      await put(file);
      assert.match((await failure(archive([fresh]))).message, /is no file/, name);
      await rm(file, { recursive: true });
      if (before) await writeFile(file, before);
    }
  };

  it('with folders in the place of files says so', () => refusesInPlaceOfFiles((file) => mkdir(file)));

  itWithDevices('of files that are none is not read without end', async () => {
    await refusesInPlaceOfFiles((file) => symlink('/dev/zero', file));
    await refusesInPlaceOfFiles((file) => execFileSync('mkfifo', [file]));
  });

  itWithDevices('is told with the others where its index is no file', async () => {
    const { folder: place } = await archive();
    await rm(join(place, 'index.json'));
    await symlink('/dev/zero', join(place, 'index.json'));
    const [found] = await findArchives(folder.path);
    assert.ok(found && 'error' in found);
  });

  it('of files that are too long is not read, and says which one and what to do', async () => {
    const { folder: place } = await archive();
    for (const [name, bytes, limit] of [
      ['2025-03.csv', 100 * 1024 * 1024, 32],
      ['index.json', 2 * 1024 * 1024, 1],
    ] as const) {
      const file = join(place, name);
      const before = await readFile(file);
      await truncate(file, bytes);
      assert.equal(
        (await failure(archive([fresh]))).message,
        `${name} of the audit archive is too large to be read: it has more than ${limit} MB; restore it, or move it away`,
      );
      await writeFile(file, before);
    }
    assert.equal((await archive([fresh])).added, 1);
  });
});

describe('an index that says what cannot be', () => {
  const at = '2025-01-01T00:00:00.000Z';
  const indexOf = (fetched: readonly object[], more: object = {}) =>
    JSON.stringify({ version: 1, appId: 'x', appName: 'x', fetched, ...more });

  it('is refused, not guessed at', () => {
    const wrong = [
      indexOf([{ from: '2025-01-02', to: '9999-12-31', at }]),
      indexOf([{ from: '2025-01-02', to: '2025-01-01', at }]),
      indexOf([
        { from: '2025-01-05', to: '2025-01-06', at },
        { from: '2025-01-01', to: '2025-01-02', at },
      ]),
      indexOf([
        { from: '2025-01-01', to: '2025-01-06', at },
        { from: '2025-01-06', to: '2025-01-08', at },
      ]),
      indexOf([{ from: '2025-01-01', to: '2025-01-06', at: '+275760-09-13T00:00:00.000Z' }]),
      indexOf([], { archivedAt: '+275760-09-13T00:00:00.000Z' }),
    ];
    for (const text of wrong) assert.throws(() => parseIndex(text), /restore it, or move the folder away/, text);
    assert.equal(
      parseIndex(
        indexOf([
          { from: '2025-01-01', to: '2025-01-06', at },
          { from: '2025-01-07', to: '2025-01-08', at },
        ]),
      ).fetched.length,
      2,
    );
  });
});
