import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { redact } from '../../core/redaction.ts';
import { unlessMissing } from '../../files/error-code.ts';
import { createGrowingFile, type ReadEntries } from './growing-file.ts';
import { type Journal, type JournalEntry, keyOf } from './journal.ts';

/** The size from which a file is set aside, in bytes, and how many of those are kept: 1 MB in all. */
const fullBytes = 256 * 1024;
const mostSetAside = 3;

/** How many are kept at most, however many outcomes in them aren't known: it is 4 MB in all. */
const mostUnsettled = 16;

/** How often an entry is written again because its file was set aside meanwhile. */
const mostWrites = 3;

/**
 * A journal in a file, one JSON object per line. The folder is created by the first entry. Several windows may share the
 * file. The newest entries are kept, about 1 MB, and older ones as long as their outcome isn't known, up to 4 MB: a file
 * that is full is set aside under another name, and the oldest of those removed as a whole.
 */
export function createJournal(file: string, now: () => Date = () => new Date(), mostBytes = fullBytes): Journal {
  const folder = dirname(file);
  const readers = new Map<string, () => Promise<ReadEntries | undefined>>();
  let last: Promise<unknown> = Promise.resolve();

  function readOne(name: string): Promise<ReadEntries | undefined> {
    const reader = readers.get(name) ?? createGrowingFile(join(folder, name));
    readers.set(name, reader);
    return reader();
  }

  async function readAll(): Promise<ReadEntries> {
    for (;;) {
      // In this order: what is set aside in between is read twice, and nothing is missed.
      const current = await readOne(basename(file));
      const older = await Promise.all((await setAsideFiles(file)).map(readOne));
      // One was removed in between: what is kept of it stands in the current file.
      if (older.includes(undefined)) continue;
      const all = [...older, current].flatMap((part) => part ?? []);
      return {
        entries: onceEach(all.flatMap(({ entries }) => entries)),
        unreadable: all.reduce((sum, part) => sum + part.unreadable, 0),
      };
    }
  }

  async function write(entry: Omit<JournalEntry, 'at'>): Promise<void> {
    const { message, ...rest } = entry;
    const complete = {
      at: now().toISOString(),
      ...rest,
      ...(message !== undefined && { message: redact(message) }),
    };
    await mkdir(folder, { recursive: true });
    const size = await append(file, [complete]);
    // The entry is on disk: what can't be tidied up is tidied up after another one.
    if (size > mostBytes) await tidyUp().catch(() => undefined);
  }

  /** Sets a full file aside, and removes the oldest once the current file has what is to be kept of them. */
  async function tidyUp(): Promise<void> {
    await setAside(file, now().getTime());
    const { entries } = await readAll();
    const ended = new Set(entries.flatMap(({ request, outcome }) => (isOpen(outcome) ? [] : [request])));
    const names = await setAsideFiles(file);
    const beyondAll = new Set(names.slice(0, -mostUnsettled));
    for (const name of names.slice(0, -mostSetAside)) {
      const all = (await readOne(name))?.entries ?? [];
      const kept = beyondAll.has(name) ? [] : all.filter(({ request }) => !ended.has(request));
      // Then it would soon fill the current file, and is kept as it is.
      if (kept.length > all.length / 4) continue;
      if (kept.length > 0) await append(file, kept);
      await rm(join(folder, name), { force: true });
      readers.delete(name);
    }
  }

  return {
    append(entry) {
      const turn = last.then(() => write(entry));
      last = turn.catch(() => undefined);
      return turn;
    },
    async read() {
      await last;
      return readAll();
    },
  };
}

const isOpen = (outcome: JournalEntry['outcome']) => outcome === 'sent' || outcome === 'unknown';

/**
 * Adds entries to the current file, and returns its size in bytes. They are on disk when this resolves. Where another
 * window set the file aside meanwhile, they are written again: what that window reads must not come before what it wrote.
 */
async function append(file: string, entries: readonly JournalEntry[]): Promise<number> {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  for (let writes = 1; ; writes++) {
    const handle = await open(file, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const end = Buffer.alloc(1);
      // After a crash the last line may lack its line end; a new entry must not be appended to it.
      const torn = size > 0 && (await handle.read(end, 0, 1, size - 1)).bytesRead === 1 && end.toString() !== '\n';
      await handle.write(`${torn ? '\n' : ''}${lines}`);
      await handle.sync();
      const [written, current] = await Promise.all([
        handle.stat({ bigint: true }),
        stat(file, { bigint: true }).catch(unlessMissing),
      ]);
      if (current?.ino === written.ino || writes === mostWrites) return Number(written.size);
    } finally {
      await handle.close();
    }
  }
}

/** Renames the current file, to a name that no other window gives. */
async function setAside(file: string, now: number): Promise<void> {
  const newest = (await setAsideFiles(file)).at(-1) ?? '';
  const extension = extname(file);
  const time = Math.max(now, Number(/\.(\d{13})-/.exec(newest)?.[1] ?? 0) + 1);
  const name = `${basename(file, extension)}.${String(time).padStart(13, '0')}-${randomUUID()}${extension}`;
  await rename(file, join(dirname(file), name)).catch(unlessMissing);
}

/** The names of the files that were set aside, oldest first. */
async function setAsideFiles(file: string): Promise<readonly string[]> {
  const extension = extname(file);
  const stem = `${basename(file, extension)}.`;
  const found = (await readdir(dirname(file), { withFileTypes: true }).catch(unlessMissing)) ?? [];
  return found
    .flatMap((one) => (one.isFile() ? one.name : []))
    .filter((name) => name.startsWith(stem) && /^\d{13}-[\da-f-]{36}$/.test(name.slice(stem.length, -extension.length)))
    .sort();
}

/** Each entry once, in the place where it was written last. */
function onceEach(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const byKey = new Map<string, JournalEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    byKey.delete(key);
    byKey.set(key, entry);
  }
  return [...byKey.values()];
}
