import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournal } from '../../../../src/changes/model/journal-file.ts';
import type { JournalEntry } from '../../../../src/changes/model/journal.ts';

const entry = (name: string, more: Partial<JournalEntry> = {}) => ({
  request: `request ${name}`,
  account: { id: 'account-1', email: 'mara@example.com' },
  gateway: 'https://api.atlassian.com/graphql',
  app: { id: 'ari:cloud:ecosystem::app/1', name },
  action: 'delete' as const,
  outcome: 'sent' as const,
  ...more,
});

describe('the journal', () => {
  let folder = '';
  const file = () => join(folder, 'new', 'journal.jsonl');
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'journal-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is empty where nothing was noted', async () => {
    assert.deepEqual(await createJournal(file()).read(), { entries: [], unreadable: 0 });
  });

  it('keeps entries in turn with their time in UTC, one line each, whatever stands in a name', async () => {
    const journal = createJournal(file(), () => new Date('2025-06-15T12:00:00Z'));
    await Promise.all([
      journal.append(entry('Line\nbreak "quote" 議')),
      journal.append(entry('Two', { outcome: 'done', requestId: 'q' })),
    ]);
    const { entries } = await createJournal(file()).read();
    assert.deepEqual(
      entries.map(({ at, app }) => [at, app.name]),
      [
        ['2025-06-15T12:00:00.000Z', 'Line\nbreak "quote" 議'],
        ['2025-06-15T12:00:00.000Z', 'Two'],
      ],
    );
    assert.equal((await readFile(file(), 'utf8')).split('\n').length, 3);
  });

  it('goes on behind a line that a crash cut off, and counts that', async () => {
    await createJournal(file()).append(entry('One'));
    await appendFile(file(), '{"at":"2025-06-1');
    const journal = createJournal(file());
    await journal.append(entry('Two'));
    const { entries, unreadable } = await journal.read();
    assert.deepEqual([entries.map(({ app }) => app.name), unreadable], [['One', 'Two'], 1]);
  });

  it('counts a line whose time is none: nothing could show it', async () => {
    const journal = createJournal(file());
    await journal.append(entry('One'));
    await appendFile(file(), (await readFile(file(), 'utf8')).replace(/"at":"[^"]*"/, '"at":"some time"'));
    const { entries, unreadable } = await journal.read();
    assert.deepEqual([entries.length, unreadable], [1, 1]);
  });

  it('holds no credential, even where a message does', async () => {
    await createJournal(file()).append(
      entry('One', { message: 'Authorization: Basic bWFyYTp0b2tlbg== ATATT3xFfGF0secretsecret' }),
    );
    const text = await readFile(file(), 'utf8');
    assert.doesNotMatch(text, /bWFyYTp0b2tlbg|3xFfGF0secret/);
  });

  it('throws where it can’t write, and writes again once it can', async () => {
    const blocked = join(folder, 'new');
    await appendFile(blocked, 'a file where the folder should be');
    const journal = createJournal(file());
    await assert.rejects(journal.append(entry('One')));
    await rm(blocked);
    await journal.append(entry('Two'));
    assert.deepEqual(
      (await journal.read()).entries.map(({ app }) => app.name),
      ['Two'],
    );
  });
});
