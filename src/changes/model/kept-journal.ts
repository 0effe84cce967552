import { type Journal, type JournalEntry, keyOf, parseEntry } from './journal.ts';

/** Storage that outlives the folder of the journal: of a container that is built again, say. */
export interface JournalMemory {
  /** What was kept last; undefined if nothing was. It may be from another version, or damaged. */
  load(): unknown;
  save(entries: readonly JournalEntry[]): PromiseLike<void>;
}

/** How many of the newest entries are kept; about 250 KB. */
const keptEntries = 500;

/**
 * Keeps the newest entries of a journal in a memory too, and reads both. An entry that can't be kept there is reported
 * to `onProblem`, and stays in the journal.
 */
export function keepJournal(journal: Journal, memory: JournalMemory, onProblem: (error: unknown) => void): Journal {
  /** What the memory gave last, and the entries in it: reading 500 again takes as long as all the rest. */
  let known: { readonly loaded: unknown; readonly entries: readonly JournalEntry[] } | undefined;

  function kept(): readonly JournalEntry[] {
    const loaded = memory.load();
    if (known?.loaded !== loaded || known === undefined) known = { loaded, entries: entriesIn(loaded) };
    return known.entries;
  }

  async function read(): ReturnType<Journal['read']> {
    const { entries, unreadable } = await journal.read();
    return { entries: merged(kept(), entries), unreadable };
  }
  return {
    read,
    async append(entry) {
      await journal.append(entry);
      try {
        const entries = (await read()).entries.slice(-keptEntries);
        known = { loaded: entries, entries };
        await memory.save(entries);
      } catch (error) {
        onProblem(error);
      }
    },
  };
}

function entriesIn(loaded: unknown): readonly JournalEntry[] {
  return Array.isArray(loaded) ? loaded.flatMap((value) => parseEntry(value) ?? []) : [];
}

/** All entries once. The order of the second list stays: which of two windows wrote first decides who may send. */
function merged(older: readonly JournalEntry[], newer: readonly JournalEntry[]): JournalEntry[] {
  const inNewer = new Set(newer.map(keyOf));
  return [...older.filter((entry) => !inNewer.has(keyOf(entry))), ...newer];
}
