import { type Journal, type JournalEntry, parseEntry } from './journal.ts';

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
  async function read(): ReturnType<Journal['read']> {
    const { entries, unreadable } = await journal.read();
    return { entries: merged(kept(memory), entries), unreadable };
  }
  return {
    read,
    async append(entry) {
      await journal.append(entry);
      try {
        await memory.save((await read()).entries.slice(-keptEntries));
      } catch (error) {
        onProblem(error);
      }
    },
  };
}

function kept(memory: JournalMemory): JournalEntry[] {
  const loaded = memory.load();
  return Array.isArray(loaded) ? loaded.flatMap((value) => parseEntry(value) ?? []) : [];
}

/** All entries once. The order of the second list stays: which of two windows wrote first decides who may send. */
function merged(older: readonly JournalEntry[], newer: readonly JournalEntry[]): JournalEntry[] {
  const inNewer = new Set(newer.map((entry) => JSON.stringify(entry)));
  return [...older.filter((entry) => !inNewer.has(JSON.stringify(entry))), ...newer];
}
