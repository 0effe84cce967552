import assert from 'node:assert/strict';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createJournal } from '../../../../src/changes/model/journal-file.ts';
import type { JournalEntry } from '../../../../src/changes/model/journal.ts';
import { pendingRequest } from '../../../../src/changes/model/pending-change.ts';
import { useFolder } from '../../../support/folder.ts';

const entry = (request: string, outcome: JournalEntry['outcome']) => ({
  request,
  account: { id: 'account-1', email: 'mara@example.com' },
  gateway: 'https://api.atlassian.com/graphql',
  app: { id: `ari:cloud:ecosystem::app/${request}`, name: request },
  action: 'delete' as const,
  outcome,
});

const now = new Date('2025-06-15T12:00:00Z');

describe('the files of the journal', () => {
  const folder = useFolder();
  const file = () => join(folder.path, 'journal.jsonl');
  /** By default so small that a file has about two changes. */
  const open = (mostBytes = 1200) => createJournal(file(), () => now, mostBytes);
  const requests = async () => (await open().read()).entries.map(({ request, outcome }) => `${request} ${outcome}`);

  async function change(journal: ReturnType<typeof open>, request: string): Promise<void> {
    await journal.append(entry(request, 'sent'));
    await journal.append(entry(request, 'done'));
  }

  it('hold the newest changes, in order, and no more than four are kept', async () => {
    const journal = open();
    for (let number = 10; number < 60; number++) await change(journal, `r${number}`);
    const names = await readdir(folder.path);
    assert.ok(names.length <= 4, names.join());
    for (const name of names) assert.ok((await stat(join(folder.path, name))).size < 1800, name);
    const kept = await requests();
    assert.ok(kept.length >= 12 && kept.length < 20, String(kept.length));
    const expected = Array.from({ length: 50 }, (_, index) => [`r${index + 10} sent`, `r${index + 10} done`]).flat();
    assert.deepEqual(kept, expected.slice(-kept.length));
    assert.deepEqual((await journal.read()).entries, (await open().read()).entries);
  });

  it('keep what nobody knows the outcome of, however old, and what is pending', async () => {
    const journal = open(4000);
    await journal.append(entry('lost', 'sent'));
    await journal.append(entry('lost', 'unknown'));
    await journal.append(entry('pending', 'sent'));
    for (let number = 10; number < 60; number++) await change(journal, `r${number}`);
    const kept = await requests();
    assert.ok(!kept.includes('r10 sent'));
    assert.deepEqual(
      kept.filter((text) => !text.startsWith('r')),
      ['lost sent', 'lost unknown', 'pending sent'],
    );
    const { gateway, app, action } = entry('pending', 'sent');
    const subject = { gateway, app, action, environment: undefined, subject: undefined };
    assert.equal((await pendingRequest(open(), subject, now.getTime()))?.entry.request, 'pending');
  });

  it('are no more than seventeen, even if nobody knows the outcome of anything', async () => {
    const journal = open();
    for (let number = 100; number < 200; number++) await journal.append(entry(`r${number}`, 'unknown'));
    const names = await readdir(folder.path);
    assert.ok(names.length <= 17, names.join());
    const kept = await requests();
    assert.deepEqual([kept.at(-1), kept.includes('r100 unknown')], ['r199 unknown', false]);
  });

  it('lose nothing of two windows that write at once', async () => {
    const windows = [open(), open()];
    const sent = windows.flatMap((journal, window) =>
      Array.from({ length: 30 }, (_, index) => journal.append(entry(`w${window}-${index}`, 'sent'))),
    );
    await Promise.all(sent);
    const { entries, unreadable } = await open().read();
    assert.deepEqual([new Set(entries.map(({ request }) => request)).size, entries.length, unreadable], [60, 60, 0]);
  });

  it('are read line by line once, also of another window', async () => {
    const [one, other] = [open(), open()];
    await one.append(entry('first', 'sent'));
    assert.equal((await one.read()).entries.length, 1);
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace('first', 'again'));
    await other.append(entry('second', 'sent'));
    assert.deepEqual(
      (await one.read()).entries.map(({ request }) => request),
      ['first', 'second'],
    );
    assert.deepEqual(
      (await other.read()).entries.map(({ request }) => request),
      ['again', 'second'],
    );
  });

  it('are read from the start where another file took the place of one', async () => {
    const journal = open();
    await journal.append(entry('first', 'sent'));
    await journal.read();
    // Made while the first is there: a file system may give a new one the number of one that is gone.
    const other = join(folder.path, 'other.jsonl');
    await createJournal(other, () => now).append(entry('other', 'sent'));
    await rename(other, file());
    assert.deepEqual(
      (await journal.read()).entries.map(({ request }) => request),
      ['other'],
    );
  });
});
