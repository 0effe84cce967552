import * as z from 'zod/mini';
import { failureSchema } from '../core/failure-schema.ts';
import { flag, maybe, text } from '../core/schema-parts.ts';

/*
 * What the tab Audit Logs shows, and what its page asks for: the state says which events there are, and the page requests
 * the events themselves. Times are epoch milliseconds.
 */

const number = z.number();
const nothing = z.null();

/** Ranges of days that end today. */
export const auditPresets = ['days30', 'days90', 'months12', 'years2'] as const;

/** A calendar day in UTC, such as `2024-03-12`. */
const day = text.check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((written) => new Date(Date.parse(written) || 0).toISOString().startsWith(written), 'not a day'),
);

/**
 * The days whose audit events are requested: a range that ends today, everything that is archived or kept by Atlassian,
 * or a range of UTC days, both ends included.
 */
export const auditChoice = z.union([
  z.object({ preset: z.enum([...auditPresets, 'all']) }),
  z.object({ from: day, to: day }),
]);
export type AuditChoice = z.infer<typeof auditChoice>;

/** The state of an app's audit events; the page requests the events themselves. Days are in UTC. */
export const auditLogsState = z.object({
  /** `refused`: the gateway is not asked because it would refuse; see `obstacle`. */
  status: z.enum(['loading', 'ready', 'stopped', 'failed', 'refused']),
  /** The requested days, both included. */
  from: day,
  to: day,
  today: day,
  /** The first day for which the gateway has events, and the first that can be chosen. */
  keptSince: day,
  earliest: day,
  /** Why the gateway would refuse, as far as is known. */
  obstacle: maybe(text),
  failure: maybe(failureSchema),
  /** What may help when the gateway refused. */
  advice: maybe(text),
  /** When the gateway last returned everything that was requested. */
  at: maybe(number),
  /** The app's archive in the workspace: when it was last updated, and which of its files could not be read. */
  archive: maybe(z.object({ at: maybe(number), unreadable: z.array(z.object({ name: text, reason: text })) })),
  /** Changes when the events are replaced: rows of earlier generations are invalid. */
  generation: number,
  /** Grows each time an event is added or changed. */
  changes: number,
});
export type AuditLogsView = z.infer<typeof auditLogsState>;

/** A dictionary-encoded column: the distinct texts, and each row's index into them. */
const codedColumn = z.object({ values: z.array(text), codes: z.array(number) });

/** Bit flags of an event. */
export const auditMarks = { archived: 1, atAtlassian: 2, changed: 4 } as const;

/** Audit events by column. Long texts are cut, and invisible characters are shown as their codes. */
const auditRows = z.object({
  generation: number,
  /** The position to continue from, and whether there is more already. */
  next: number,
  more: flag,
  keys: z.array(number),
  ids: z.array(text),
  /** Exact times; null if only the day is known. */
  times: z.array(z.nullable(number)),
  marks: z.array(number),
  /** Empty for an event without a readable time. */
  days: codedColumn,
  sites: codedColumn,
  products: codedColumn,
  environments: codedColumn,
  versions: codedColumn,
  events: codedColumn,
  locations: codedColumn,
  targets: codedColumn,
});
export type AuditRowsView = z.infer<typeof auditRows>;

/** Fields of an audit event. */
export const auditFields = [
  'event',
  'date',
  'siteId',
  'product',
  'environment',
  'installedVersion',
  'location',
  'target',
  'eventId',
  'environmentId',
  'migrationStart',
  'appName',
  'appId',
] as const;
export type AuditField = (typeof auditFields)[number];

/** One audit event with all its fields. */
const auditEvent = z.object({
  key: number,
  /** Exact time, if known. */
  at: maybe(number),
  marks: number,
  /**
   * Only the fields that have a value. `was` holds the archived values if they differ; `length` is set if the text is
   * cut.
   */
  fields: z.array(z.object({ field: z.enum(auditFields), text, length: maybe(number), was: maybe(z.array(text)) })),
});
export type AuditEventView = z.infer<typeof auditEvent>;

/** Identifies an event: its key, and the generation that the key belongs to. */
const auditKey = { generation: number, key: number.check(z.int(), z.nonnegative()) };

/** What the page asks about audit logs. */
export const auditRequests = {
  /**
   * Shows audit events of these days, and fetches what is missing, so it is also the retry; `anyway` asks the gateway
   * even if it is expected to refuse.
   */
  showAuditDays: { params: z.object({ days: auditChoice, anyway: maybe(flag) }), reply: nothing },
  /** Stops fetching audit events. */
  stopAudit: { params: z.object({}), reply: nothing },
  /** Audit events from a position in the order in which they became known. */
  auditRows: {
    params: z.object({ generation: number, after: number.check(z.int(), z.nonnegative()) }),
    reply: auditRows,
  },
  /** One audit event with all its fields; null if it is not known any more. */
  auditEvent: { params: z.object(auditKey), reply: z.nullable(auditEvent) },
  /** Copies a field of an audit event to the clipboard, uncut and unescaped. */
  copyAuditField: { params: z.object({ ...auditKey, field: z.enum(auditFields) }), reply: nothing },
  /**
   * Saves audit events as CSV, in the given order. `from` and `to` go into the file name; `isPart` says that these are
   * not all events of those days. Returns the number of rows; null if the user cancelled.
   */
  saveAuditEvents: {
    params: z.object({
      generation: number,
      keys: z.array(auditKey.key).check(z.maxLength(1_000_000)),
      from: day,
      to: day,
      isPart: flag,
    }),
    reply: z.nullable(number),
  },
  /** Runs *Save Audit Logs* or *Archive Audit Logs* for the app. Replies when the command has ended. */
  auditCommand: { params: z.object({ command: z.enum(['saveAuditLogs', 'archiveAuditLogs']) }), reply: nothing },
} as const;
