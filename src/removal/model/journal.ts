import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { redact } from '../../core/redaction.ts';

const text = z.string();
const maybe = z.optional(text);

const entrySchema = () =>
  z.object({
    /** When it was noted, ISO-8601 in UTC. */
    at: text.check(z.refine((time) => !Number.isNaN(Date.parse(time)), 'not a time')),
    /** The same for all entries about one request. */
    request: text,
    account: z.object({ id: text, email: text }),
    gateway: text,
    app: z.object({ id: text, name: text }),
    action: z.enum(['delete', 'uninstall']),
    /** Of uninstallations: from where. */
    installation: z.optional(z.object({ id: text, site: text, atlassianApp: text, environment: text })),
    /** `sent` is noted before a request leaves: where nothing follows it, the outcome is not known. */
    outcome: z.enum(['sent', 'done', 'refused', 'failed', 'kept', 'unknown']),
    message: maybe,
    requestId: maybe,
  });

/** One line of the journal. Holds no token. */
export type JournalEntry = z.infer<ReturnType<typeof entrySchema>>;

/** The journal of destructive actions: lines are added, never changed. */
export interface Journal {
  /**
   * Adds an entry, which is on disk when this settles. Throws what the disk says: then what it is about must not be
   * done.
   */
  append(entry: Omit<JournalEntry, 'at'>): Promise<void>;
  /** All entries, oldest first; `unreadable` counts lines that are none, as after a crash in the middle of one. */
  read(): Promise<{ readonly entries: readonly JournalEntry[]; readonly unreadable: number }>;
}

/**
 * The journal in a file, whose folder is made when first needed; one JSON object a line. Several windows may share it.
 */
export function createJournal(file: string, now: () => Date = () => new Date()): Journal {
  let last: Promise<unknown> = Promise.resolve();

  async function write(entry: Omit<JournalEntry, 'at'>): Promise<void> {
    const { message, ...rest } = entry;
    const line = JSON.stringify({
      at: now().toISOString(),
      ...rest,
      ...(message !== undefined && { message: redact(message) }),
    });
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const end = Buffer.alloc(1);
      // A line that a crash cut off is left as it is; the next one begins on a line of its own.
      const torn = size > 0 && (await handle.read(end, 0, 1, size - 1)).bytesRead === 1 && end.toString() !== '\n';
      await handle.write(`${torn ? '\n' : ''}${line}\n`);
      await handle.sync();
    } finally {
      await handle.close();
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
      const content = await readFile(file, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
        throw error;
      });
      const lines = content.split('\n').filter((line) => line.trim() !== '');
      const entries = lines.flatMap((line) => parseEntry(line) ?? []);
      return { entries, unreadable: lines.length - entries.length };
    },
  };
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const entry = entrySchema().safeParse(JSON.parse(line));
    return entry.success ? entry.data : undefined;
  } catch {
    return undefined;
  }
}
