import * as z from 'zod/mini';
import { processFields } from '../../files/running-process.ts';

/** What can be done to an app, in the order of the words for it. */
const journalActions = [
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
    /** The process of the window that sent it; only where the outcome is `sent`. */
    sender: z.optional(z.object(processFields)),
  });

/** One line of the journal. Holds no token and no value of a variable. */
export type JournalEntry = z.infer<ReturnType<typeof entrySchema>>;

/** A journal of changes. */
export interface Journal {
  /**
   * Adds an entry; it is on disk when this resolves. Throws the file system's error: then the action must not be
   * carried out.
   */
  append(entry: Omit<JournalEntry, 'at'>): Promise<void>;
  /** The entries that it keeps, oldest first; `unreadable` counts broken lines, such as one that a crash cut off. */
  read(): Promise<{ readonly entries: readonly JournalEntry[]; readonly unreadable: number }>;
}

/** Returns a value as an entry; undefined if it is none. */
export function parseEntry(value: unknown): JournalEntry | undefined {
  const entry = entrySchema().safeParse(value);
  return entry.success ? entry.data : undefined;
}

/** The same for copies of an entry only: a request has one entry of each outcome. */
export function keyOf({ request, outcome, at }: JournalEntry): string {
  return `${request} ${outcome} ${at}`;
}
