import { basename } from 'node:path';
import { archivedFiles } from './archived-rows.ts';
import { addDays, type Day, dayOf } from './days.ts';
import { fetchWindows, type LoadEvents } from './fetch-windows.ts';
import { missingDays } from './archive-index.ts';
import { createKnownEvents, type KnownEvents } from './known-events.ts';
import { type DayRange, earliestDay } from './day-range.ts';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';

/** An app's archive in the workspace. */
export interface FoundArchive {
  readonly folder: string;
  /** When a run last got to its end. */
  readonly archivedAt?: Date;
}

export interface AuditLogOptions {
  readonly load: LoadEvents;
  /** Looks for the app's archive. Never throws. */
  readonly findArchive: () => Promise<FoundArchive | undefined>;
  readonly now: () => Date;
}

/** What was read of an archive. */
export interface ReadArchive extends FoundArchive {
  /** Names of files that could not be read (of the folder, where that is it), with why. */
  readonly unreadable: readonly { readonly name: string; readonly error: unknown }[];
}

/** The audit events of an app, from its archive and from the gateway. */
export interface AuditLog {
  /**
   * `idle` before anything was asked for, `loading`, `ready` when all days of the range were fetched, `stopped` by
   * `stop`, `failed` with `error`. What was fetched stays in any case.
   */
  readonly status: 'idle' | 'loading' | 'ready' | 'stopped' | 'failed';
  readonly error: ForgeError | undefined;
  /** When the gateway last gave all that was asked for. */
  readonly fetchedAt: Date | undefined;
  /** Undefined where the workspace has none, and until it was read. */
  readonly archive: ReadArchive | undefined;
  readonly events: KnownEvents;
  /** Counts up when `events` is another object, which happens after a refresh. */
  readonly generation: number;
  readonly onDidChange: Event<undefined>;
  /** Reads the archive unless that was done. Never throws. */
  readonly readArchive: () => Promise<void>;
  /** Reads the archive again, if it was read: events are only added. Never throws. */
  readonly readArchiveAgain: () => Promise<void>;
  /** Fetches the days of a range that were not fetched yet, the newest first. Never throws. */
  readonly fetch: (range: DayRange) => Promise<void>;
  /** Reads and fetches all of a range anew; what was known is shown until that is done. Never throws. */
  readonly refresh: (range: DayRange) => Promise<void>;
  /** Ends what is being fetched. */
  readonly stop: () => void;
  dispose(): void;
}

/** Days that are fetched before those that lie further back. */
const recentDays = 90;

/** What was gathered since the last refresh. */
interface Gathered {
  readonly events: KnownEvents;
  /** Days that were over when they were fetched; in the order of days. */
  days: readonly DayRange[];
  /** The day that was not over when it was fetched last. */
  unfinished: Day | undefined;
}

/** The audit log of one app, nothing of it read or fetched. */
export function createAuditLog({ load, findArchive, now }: AuditLogOptions): AuditLog {
  const changed = createEmitter<undefined>();
  const lifetime = new AbortController();
  let gathered = nothing();
  let generation = 0;
  let status: AuditLog['status'] = 'idle';
  let error: ForgeError | undefined;
  let fetchedAt: Date | undefined;
  let archive: ReadArchive | undefined;
  let reading: Promise<void> | undefined;
  let running: AbortController | undefined;

  function tell(): void {
    if (!lifetime.signal.aborted) changed.fire(undefined);
  }

  /** Reads the archive into the events; what it is, is known from then on. */
  async function read(events: KnownEvents): Promise<void> {
    const found = await findArchive();
    const unreadable: { name: string; error: unknown }[] = [];
    try {
      for await (const file of found ? archivedFiles(found.folder) : []) {
        if (lifetime.signal.aborted) return;
        if ('rows' in file) events.addArchived(file.rows);
        else unreadable.push(file);
      }
    } catch (thrown) {
      unreadable.push({ name: basename(found?.folder ?? ''), error: thrown });
    }
    archive = found && { ...found, unreadable };
    tell();
  }

  function missing({ days, unfinished }: Gathered, { from, to }: DayRange): DayRange[] {
    const [earliest, today] = [earliestDay(now()), dayOf(now())];
    const known = unfinished === today ? [...days, { from: today, to: today }] : days;
    const range = { from: from > earliest ? from : earliest, to: to < today ? to : today };
    return missingDays(known, range).flatMap(recentLast).reverse();
  }

  /** Fetches what is missing. Gives whether it got to the end; what hinders it is in the state. */
  async function run(into: Gathered, range: DayRange): Promise<boolean> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    [status, error] = ['loading', undefined];
    tell();
    const at = now();
    try {
      for (const days of missing(into, range)) {
        for await (const { window, events } of fetchWindows(
          days,
          load,
          at,
          AbortSignal.any([mine.signal, lifetime.signal]),
        )) {
          if (mine.signal.aborted) return false;
          into.events.addFetched(events);
          note(into, { from: days.from, to: addDays(dayOf(window.end), -1) });
          tell();
        }
        const today = dayOf(at);
        note(into, { from: days.from, to: days.to < today ? days.to : addDays(today, -1) });
        if (days.to === today) into.unfinished = today;
      }
    } catch (thrown) {
      // Whoever stopped it has said so.
      if (mine.signal.aborted) return false;
      [status, error, running] = ['failed', toForgeError(thrown), undefined];
      tell();
      return false;
    }
    if (mine.signal.aborted) return false;
    [status, fetchedAt, running] = ['ready', at, undefined];
    return true;
  }

  return {
    get status() {
      return status;
    },
    get error() {
      return error;
    },
    get fetchedAt() {
      return fetchedAt;
    },
    get archive() {
      return archive;
    },
    get events() {
      return gathered.events;
    },
    get generation() {
      return generation;
    },
    onDidChange: changed.event,
    readArchive() {
      return (reading ??= read(gathered.events));
    },
    async readArchiveAgain() {
      await (reading &&= reading.then(() => read(gathered.events)));
    },
    async fetch(range) {
      if (await run(gathered, range)) tell();
    },
    async refresh(range) {
      const anew = nothing();
      const [, complete] = await Promise.all([read(anew.events), run(anew, range)]);
      if (!complete) return;
      gathered = anew;
      reading = Promise.resolve();
      generation++;
      tell();
    },
    stop() {
      if (running === undefined) return;
      running.abort();
      [status, running] = ['stopped', undefined];
      tell();
    },
    dispose() {
      lifetime.abort();
      running?.abort();
    },
  };
}

function nothing(): Gathered {
  return { events: createKnownEvents(), days: [], unfinished: undefined };
}

/** Notes days as fetched, joined with what was fetched around them. */
function note(gathered: Gathered, added: DayRange): void {
  if (added.from > added.to) return;
  const joined: DayRange[] = [];
  for (const days of [...gathered.days, added].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = joined.at(-1);
    if (before && days.from <= addDays(before.to, 1))
      joined[joined.length - 1] = { from: before.from, to: days.to > before.to ? days.to : before.to };
    else joined.push(days);
  }
  gathered.days = joined;
}

/** Days in one piece, or a longer time in two, the recent one last. */
function recentLast(days: DayRange): DayRange[] {
  const recent = addDays(days.to, 1 - recentDays);
  return days.from < recent
    ? [
        { from: days.from, to: addDays(recent, -1) },
        { from: recent, to: days.to },
      ]
    : [days];
}
