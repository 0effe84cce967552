import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createJournal } from '../../../../src/changes/model/journal-file.ts';
import type { JournalEntry } from '../../../../src/changes/model/journal.ts';
import { type JournalMemory, keepJournal } from '../../../../src/changes/model/kept-journal.ts';
import { useFolder } from '../../../support/folder.ts';

const entry = (name: string) => ({
  request: `request ${name}`,
  account: { id: 'account-1', email: 'mara@example.com' },
  gateway: 'https://api.atlassian.com/graphql',
  app: { id: 'ari:cloud:ecosystem::app/1', name },
  action: 'delete' as const,
  outcome: 'done' as const,
});

describe('a journal that is kept elsewhere too', () => {
  const folder = useFolder();
  let saved: unknown;
  let time = Date.parse('2025-06-15T12:00:00Z');
  const memory: JournalMemory = {
    load: () => saved,
    save(entries) {
      saved = JSON.parse(JSON.stringify(entries)) as unknown;
      return Promise.resolve();
    },
  };
  const problems: unknown[] = [];
  const open = (kept = memory) =>
    keepJournal(
      createJournal(join(folder.path, 'storage', 'journal.jsonl'), () => new Date((time += 1000))),
      kept,
      (error) => void problems.push(error),
    );
  const names = async () => (await open().read()).entries.map(({ app }) => app.name);
  beforeEach(() => {
    saved = undefined;
    problems.length = 0;
  });

  it('is whole after its folder is gone, as in a container that is built again', async () => {
    await open().append(entry('One'));
    await rm(join(folder.path, 'storage'), { recursive: true });
    await open().append(entry('Two'));
    assert.deepEqual(await names(), ['One', 'Two']);
  });

  it('has each entry once, and those of another window that kept its own last', async () => {
    await open().append(entry('One'));
    const before = saved;
    await open().append(entry('Two'));
    saved = before;
    assert.deepEqual(await names(), ['One', 'Two']);
    await open().append(entry('Three'));
    await rm(join(folder.path, 'storage'), { recursive: true });
    assert.deepEqual(await names(), ['One', 'Two', 'Three']);
  });

  it('is what the file holds where the memory is full, or of another version', async () => {
    await open({ ...memory, save: () => Promise.reject(new Error('full')) }).append(entry('One'));
    assert.deepEqual(problems.map(String), ['Error: full']);
    saved = [{ version: 9 }, 'damaged', null];
    assert.deepEqual(await names(), ['One']);
    saved = 'damaged';
    assert.deepEqual(await names(), ['One']);
  });

  it('keeps the newest 500 there, and all in its file', async () => {
    const many = Array.from({ length: 600 }, (_, index): JournalEntry => ({
      ...entry(String(index)),
      at: new Date(Date.parse('2025-01-01') + index).toISOString(),
    }));
    saved = many;
    await open().append(entry('Last'));
    assert.ok(Array.isArray(saved) && saved.length === 500);
    assert.equal((await names()).at(-1), 'Last');
  });

  it('is not written there where the file could not be: the action must not be carried out', async () => {
    const journal = createJournal(join(folder.path, '\0', 'journal.jsonl'));
    await assert.rejects(keepJournal(journal, memory, () => undefined).append(entry('One')));
    assert.equal(saved, undefined);
  });
});
