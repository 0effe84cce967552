import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { unlessMissing } from '../../files/error-code.ts';
import { redact } from '../../core/redaction.ts';

/** What can be done to an app, in the order of the words for it. */
export const journalActions = [
  'delete',
  'uninstall',
  'rename',
  'describe',
  'deploy',
  'install',
  'upgrade',
  'bulkUpgrade',
  'cancelBulkUpgrade',
  'startRollingRelease',
  'cancelRollingRelease',
  'createEnvironment',
  'deleteEnvironment',
  'setVariable',
  'unsetVariable',
  'createWebTrigger',
  'deleteWebTrigger',
] as const;
export type JournalAction = (typeof journalActions)[number];

const text = z.string();
const maybe = z.optional(text);

const entrySchema = () =>
  z.object({
    /** When it was written, ISO 8601 in UTC. */
    at: text.check(z.refine((time) => !Number.isNaN(Date.parse(time)), 'not a time')),
    /** The same for all entries about one request. */
    request: text,
    account: z.object({ id: text, email: text }),
    gateway: text,
    app: z.object({ id: text, name: text }),
    action: z.enum(journalActions),
    /** The key of the environment that the change concerns. */
    environment: maybe,
    /** What exactly is changed: the key of a variable, a build, a version, a host name. Never a value or a URL. */
    subject: maybe,
    /** The installation that the change concerns. */
    installation: z.optional(z.object({ id: text, site: text, atlassianApp: text, environment: text })),
    /** `sent` is written before the request is sent: if no entry follows it, the outcome is unknown. */
    outcome: z.enum(['sent', 'done', 'refused', 'failed', 'kept', 'unknown']),
    message: maybe,
    requestId: maybe,
  });

/** One line of the journal. Holds no token and no value of a variable. */
export type JournalEntry = z.infer<ReturnType<typeof entrySchema>>;

/** An append-only journal of changes. */
export interface Journal {
  /**
   * Adds an entry; it is on disk when this resolves. Throws the file system's error: then the action must not be
   * carried out.
   */
  append(entry: Omit<JournalEntry, 'at'>): Promise<void>;
  /** All entries, oldest first; `unreadable` counts broken lines, such as one that a crash cut off. */
  read(): Promise<{ readonly entries: readonly JournalEntry[]; readonly unreadable: number }>;
}

/**
 * A journal in a file, one JSON object per line. The folder is created by the first entry. Several windows may share
 * the file.
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
      // After a crash the last line may lack its line end; a new entry must not be appended to it.
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
      const content = (await readFile(file, 'utf8').catch(unlessMissing)) ?? '';
      const lines = content.split('\n').filter((line) => line.trim() !== '');
      const entries = lines.flatMap((line) => parseLine(line) ?? []);
      return { entries, unreadable: lines.length - entries.length };
    },
  };
}

/** Returns a value as an entry; undefined if it is none. */
export function parseEntry(value: unknown): JournalEntry | undefined {
  const entry = entrySchema().safeParse(value);
  return entry.success ? entry.data : undefined;
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return parseEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}
