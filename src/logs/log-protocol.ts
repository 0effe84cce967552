import * as z from 'zod/mini';
import { failureSchema } from '../core/failure-schema.ts';
import { appAriText, flag, many, maybe, text } from '../core/schema-parts.ts';
import { logLineDetails, logRow } from './log-row-protocol.ts';
import { filterFields } from './model/log-filter.ts';

/*
 * The protocol between a page that shows logs and the extension: the view Forge Logs, and the tab of an app's panel. The
 * lines stay in the extension; the page asks for the rows that it draws. Times are epoch milliseconds. Texts of lines
 * have their invisible characters spelled out; those that are too long are cut.
 */

export { type FilterField, filterFields } from './model/log-filter.ts';

const number = z.number();
const index = number.check(z.int(), z.nonnegative());

/** What a button on the page asks for; each is done by the extension, which shows its own dialogs. */
const logCommands = [
  'chooseApp',
  'signIn',
  'retry',
  'resume',
  'stop',
  'older',
  'clear',
  'clearFilter',
  'openAsText',
  'save',
  'chooseFilter',
  'pin',
  'copyAdminText',
  'showOutput',
  'stopWaiting',
  'zoomOut',
  'chooseAround',
  'chooseBetween',
] as const;
export type LogCommand = (typeof logCommands)[number];

/** The menus beside the filter. */
export const logMenus = ['environment', 'level', 'time'] as const;
export type LogMenuName = (typeof logMenus)[number];

const menu = z.object({
  name: z.enum(logMenus),
  label: text,
  value: text,
  /** A choice with a command asks for more. */
  choices: many(z.object({ value: text, label: text, command: maybe(z.enum(logCommands)) })),
});
export type LogMenu = z.infer<typeof menu>;

/** Why there are no rows, with what may help. */
const silence = z.object({
  icon: text,
  title: text,
  reason: text,
  /** Names of sites that share no logs. */
  sites: maybe(many(text)),
  actions: many(z.object({ command: z.enum(logCommands), label: text })),
});
export type LogSilence = z.infer<typeof silence>;

const levelCounts = z.record(text, number);

/** A bar of the timeline: the number of lines by level from a time on. */
const bar = z.object({ at: number, counts: levelCounts });
export type LogBar = z.infer<typeof bar>;

/** A deployment within the times of the timeline. */
const deployment = z.object({ at: number, environment: text, version: text });
export type LogDeploymentMark = z.infer<typeof deployment>;

const timeline = z.object({
  /** How long a bar is, in milliseconds. */
  length: number,
  /** Where the times that are looked at end; the last bar may end later. */
  until: number,
  /** Whether that is the present, so that it goes on as time does. */
  goesOn: flag,
  bars: many(bar),
  /** The oldest first. */
  deployments: many(deployment),
  /** Whether a part of it was chosen, so that there is a way back. */
  isZoomed: flag,
});
export type LogTimeline = z.infer<typeof timeline>;

export const logsState = z.object({
  /**
   * `signedOut`: no account; `noApp`: none chosen; `loading`: no line yet; `failed` and `refused`: see `failure`;
   * `ready`: rows, or a silence.
   */
  phase: z.enum(['signedOut', 'noApp', 'loading', 'ready', 'failed', 'refused']),
  /** The app's name; absent without one. */
  app: maybe(text),
  /** The account that the app is looked at with. */
  account: maybe(text),
  failure: maybe(failureSchema),
  filter: text,
  /** Why the filter can't be applied; the last one that could is. */
  filterProblem: maybe(text),
  menus: many(menu),
  isGrouped: flag,
  isWrapped: flag,
  isUtc: flag,
  /** What is shown below the timeline. */
  shows: z.enum(['lines', 'errors']),
  /** Whether new lines are fetched; if not, why and since when in `stopped`. */
  isFollowing: flag,
  stopped: maybe(text),
  isLoading: flag,
  /** Whether there may be older lines within the time of the filter; they are fetched at the top of the list. */
  hasOlder: flag,
  isLoadingOlder: flag,
  /** In words: how many lines are shown of how many, and of which time. */
  summary: text,
  /** Number of rows. */
  rows: index,
  /** Number of lines that matched so far, dropped ones included: what it grows by is new. */
  arrived: index,
  silence: maybe(silence),
  timeline: maybe(timeline),
  /** A row to go to; another `turn` each time that somebody asks for it. */
  reveal: maybe(z.object({ turn: number, id: text, row: index })),
  /** Where the last page that showed these logs was: its first row, unless it was at the end, and its open lines. */
  place: z.object({ top: maybe(index), open: many(text) }),
  /** Grows whenever rows were added, removed or changed. */
  version: number,
});
export type LogsState = z.infer<typeof logsState>;

/** Longest filter that is taken: a character more than is read, so that it can be told that its end is left out. */
export const longestFilter = 10_001;

/**
 * What brings a pinned tab back after a reload of the window: whose logs it shows, and how. Lines are none of it, for VS
 * Code writes it to disk.
 */
export const pinnedLogsMemory = z.object({
  /** Key of the account. */
  account: text,
  app: appAriText,
  /** The app's name when the tab was last drawn. */
  name: text,
  filter: text.check(z.maxLength(longestFilter)),
  isGrouped: flag,
  isWrapped: flag,
  isUtc: flag,
  shows: z.enum(['lines', 'errors']),
});
export type PinnedLogsMemory = z.infer<typeof pinnedLogsMemory>;

const nothing = z.null();
/** Epoch milliseconds of times that there are. */
const instant = number.check(z.gte(0), z.lte(8.64e15));
const id = text.check(z.maxLength(300));

/** Each request with the schemas of its parameters and its reply. */
export const logRequests = {
  /**
   * Rows from an index on. `version` is the state that they belong to. With `anchor`, a row that the page had at an index,
   * `from` moves as far as that row did, for lines that came in above it.
   */
  logRows: {
    params: z.object({
      from: index,
      count: index.check(z.maximum(500)),
      anchor: maybe(z.object({ id, index })),
    }),
    reply: z.object({ version: number, from: index, rows: many(logRow) }),
  },
  /** A line with all that is known of it, its text whole if wanted; null if it is gone. */
  logDetails: { params: z.object({ id, whole: flag }), reply: z.nullable(logLineDetails) },
  openInvocation: { params: z.object({ id, isOpen: flag }), reply: nothing },
  setLogFilter: { params: z.object({ filter: text.check(z.maxLength(longestFilter)) }), reply: nothing },
  chooseInLogMenu: { params: z.object({ menu: z.enum(logMenus), value: id }), reply: nothing },
  /** Shows the times from one on, up to another or to the present; *Zoom Out* goes back. */
  zoomLogs: { params: z.object({ from: instant, to: maybe(instant) }), reply: nothing },
  /** Narrows the filter to a fact of a line, or to lines without it. */
  narrowLogs: { params: z.object({ id, fact: z.enum(filterFields), not: flag }), reply: nothing },
  /**
   * Narrows the filter to lines with a text, or to those without it: one that was selected in a line, else what is typical
   * of the line.
   */
  narrowLogsToText: {
    params: z.object({ id, selected: maybe(text.check(z.maxLength(1000))), not: flag }),
    reply: nothing,
  },
  /** Shows the lines around a line, or those of its invocation or trace. */
  showLogContext: { params: z.object({ id, of: z.enum(['around', 'invocation', 'trace']) }), reply: nothing },
  /** Shows the lines of a group of errors. */
  showErrorLines: { params: z.object({ id }), reply: nothing },
  arrangeLogs: {
    params: z.object({
      isGrouped: maybe(flag),
      isWrapped: maybe(flag),
      isUtc: maybe(flag),
      shows: maybe(z.enum(['lines', 'errors'])),
    }),
    reply: nothing,
  },
  /** Says where the page is, for the next one that shows these logs. */
  keepLogPlace: { params: z.object({ top: maybe(index), open: z.array(id).check(z.maxLength(1000)) }), reply: nothing },
  copyLogFact: { params: z.object({ id, fact: z.enum(filterFields) }), reply: nothing },
  /** Copies a line, or all lines of an invocation or group, uncut. */
  copyLogs: { params: z.object({ id, as: z.enum(['text', 'markdown']) }), reply: nothing },
  /** Opens a stack frame, or the handler of a line's function for `function`. */
  openLogPlace: { params: z.object({ id, place: z.union([index, z.literal('function')]) }), reply: nothing },
  logCommand: { params: z.object({ command: z.enum(logCommands) }), reply: nothing },
} as const;

/** What the page of the view Forge Logs and of pinned tabs shows. */
const logPage = {
  state: logsState,
  /** That requests wait for the rate limit, and how long. */
  waiting: z.nullable(text),
  /** What the page is to keep for a reload of the window; null where nothing is restored. */
  memory: z.nullable(pinnedLogsMemory),
};

/** What that page asks for. */
export const logPageRequests = {
  /** The page has loaded. Returns what it shows and the translations of its labels. */
  ready: {
    params: z.object({}),
    reply: z.object({ ...logPage, translations: z.record(text, text) }),
  },
  ...logRequests,
} as const;

/** What the extension tells that page by itself. */
export const logPageEvent = z.object({ event: z.literal('changed'), ...logPage });
export type LogPageEvent = z.infer<typeof logPageEvent>;
