import { type FileHandle, open } from 'node:fs/promises';
import { unlessMissing } from '../../files/error-code.ts';
import { type JournalEntry, parseEntry } from './journal.ts';

/** What stands in a file of the journal, oldest first, and how many lines can't be read. */
export interface ReadEntries {
  readonly entries: readonly JournalEntry[];
  readonly unreadable: number;
}

interface Known extends ReadEntries {
  /** What tells the file from another one that takes its place. */
  readonly file: string;
  /** Where the first line begins that isn't known, in bytes. */
  readonly end: number;
}

const lineEnd = 10;

/**
 * Reads a file of the journal, which several windows may add to: each line once, as lines never change. The function that
 * it returns gives undefined where there is no such file, and throws the file system's errors.
 */
export function createGrowingFile(path: string): () => Promise<ReadEntries | undefined> {
  let known: Known | undefined;
  return async () => {
    const handle = await open(path, 'r').catch(unlessMissing);
    if (handle === undefined) return undefined;
    try {
      const stat = await handle.stat({ bigint: true });
      if (!stat.isFile()) throw new Error(`${path} is no file`);
      const size = Number(stat.size);
      const file = `${stat.ino} ${stat.birthtimeNs}`;
      const isKnown = known?.file === file && known.end <= size;
      const before: Known = isKnown && known ? known : { file, end: 0, entries: [], unreadable: 0 };
      const bytes = await bytesBetween(handle, before.end, size);
      const whole = bytes.lastIndexOf(lineEnd) + 1;
      known = { ...joined(before, bytes.subarray(0, whole)), file, end: before.end + whole };
      // Another window may be writing the last line, or a crash cut it off.
      return joined(known, bytes.subarray(whole));
    } finally {
      await handle.close();
    }
  };
}

async function bytesBetween(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === bytes.length) return bytes.subarray(0, filled);
  }
}

function joined(before: ReadEntries, bytes: Buffer): ReadEntries {
  const lines = bytes
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const entries = lines.flatMap((line) => parseLine(line) ?? []);
  return {
    entries: [...before.entries, ...entries],
    unreadable: before.unreadable + lines.length - entries.length,
  };
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return parseEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}
