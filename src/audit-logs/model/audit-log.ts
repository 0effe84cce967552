import { basename } from 'node:path';
import { archivedRows } from './archived-rows.ts';
import { addDays, dayOf } from './days.ts';
import { DayCoverage } from './day-coverage.ts';
import type { DayRange } from './day-range.ts';
import { fetchWindows, type LoadEvents } from './fetch-windows.ts';
import { createMergedEvents, type MergedEvents } from './merged-events.ts';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';

/** Where an app's archive is in the workspace. */
export interface ArchiveLocation {
  readonly folder: string;
  /** When a run was last completed. */
  readonly archivedAt?: Date;
}

export interface AuditLogOptions {
  readonly load: LoadEvents;
  /** Looks for the app's archive. Never throws. */
  readonly findArchive: () => Promise<ArchiveLocation | undefined>;
  readonly now: () => Date;
}

/** An archive that has been read. */
export interface ReadArchive extends ArchiveLocation {
  /** The files that could not be read, or the folder if that could not be listed, with the reason. */
  readonly unreadable: readonly { readonly name: string; readonly error: unknown }[];
}

/** The audit events of an app, from its archive and from the gateway. */
export interface AuditLog {
  /**
   * `idle` before the first fetch, `loading`, `ready` when all days of the range are fetched, `stopped` by `stop`,
   * `failed` with `error`. Events that were fetched stay in any case.
   */
  readonly status: 'idle' | 'loading' | 'ready' | 'stopped' | 'failed';
  readonly error: ForgeError | undefined;
  /** When the last complete fetch began. */
  readonly fetchedAt: Date | undefined;
  /** Undefined if the workspace has none, and until it is read. */
  readonly archive: ReadArchive | undefined;
  readonly events: MergedEvents;
  /** Increases when a refresh replaces `events` by another object. */
  readonly generation: number;
  readonly onDidChange: Event<undefined>;
  /** Reads the archive unless that was done before. Never throws. */
  readonly readArchive: () => Promise<void>;
  /** Reads the archive again if it was read before, which only adds events. Never throws. */
  readonly readArchiveAgain: () => Promise<void>;
  /** Fetches the missing days of a range, newest first. Never throws. */
  readonly fetch: (range: DayRange) => Promise<void>;
  /** Reads and fetches a whole range again; the previous events stay until that is complete. Never throws. */
  readonly refresh: (range: DayRange) => Promise<void>;
  /** Cancels a running fetch. */
  readonly stop: () => void;
  dispose(): void;
}

/** Creates the audit log of an app, with nothing read or fetched. */
export function createAuditLog(options: AuditLogOptions): AuditLog {
  return new MergedAuditLog(options);
}

/** What was read and fetched since the last refresh. */
interface Contents {
  readonly events: MergedEvents;
  readonly fetchedDays: DayCoverage;
}

function noContents(): Contents {
  return { events: createMergedEvents(), fetchedDays: new DayCoverage() };
}

class MergedAuditLog implements AuditLog {
  readonly #options: AuditLogOptions;
  readonly #changed = createEmitter<undefined>();
  readonly #lifetime = new AbortController();
  readonly onDidChange = this.#changed.event;
  #contents = noContents();
  #generation = 0;
  #status: AuditLog['status'] = 'idle';
  #error: ForgeError | undefined;
  #fetchedAt: Date | undefined;
  #archive: ReadArchive | undefined;
  #reading: Promise<void> | undefined;
  #fetching: AbortController | undefined;

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  get status(): AuditLog['status'] {
    return this.#status;
  }
  get error(): ForgeError | undefined {
    return this.#error;
  }
  get fetchedAt(): Date | undefined {
    return this.#fetchedAt;
  }
  get archive(): ReadArchive | undefined {
    return this.#archive;
  }
  get events(): MergedEvents {
    return this.#contents.events;
  }
  get generation(): number {
    return this.#generation;
  }

  readonly readArchive = (): Promise<void> => (this.#reading ??= this.#readInto(this.events));

  readonly readArchiveAgain = async (): Promise<void> => {
    await (this.#reading &&= this.#reading.then(() => this.#readInto(this.events)));
  };

  readonly fetch = async (range: DayRange): Promise<void> => {
    if (await this.#fetchInto(this.#contents, range)) this.#notify();
  };

  readonly refresh = async (range: DayRange): Promise<void> => {
    const contents = noContents();
    const [, isComplete] = await Promise.all([this.#readInto(contents.events), this.#fetchInto(contents, range)]);
    if (!isComplete) return;
    this.#contents = contents;
    this.#reading = Promise.resolve();
    this.#generation++;
    this.#notify();
  };

  readonly stop = (): void => {
    if (this.#fetching === undefined) return;
    this.#fetching.abort();
    [this.#status, this.#fetching] = ['stopped', undefined];
    this.#notify();
  };

  dispose(): void {
    this.#lifetime.abort();
    this.#fetching?.abort();
  }

  #notify(): void {
    if (!this.#lifetime.signal.aborted) this.#changed.fire(undefined);
  }

  async #readInto(events: MergedEvents): Promise<void> {
    const location = await this.#options.findArchive();
    const unreadable: { name: string; error: unknown }[] = [];
    try {
      for await (const file of location ? archivedRows(location.folder) : []) {
        if (this.#lifetime.signal.aborted) return;
        if ('rows' in file) events.addArchived(file.rows);
        else unreadable.push(file);
      }
    } catch (thrown) {
      unreadable.push({ name: basename(location?.folder ?? ''), error: thrown });
    }
    this.#archive = location && { ...location, unreadable };
    this.#notify();
  }

  /** Returns whether everything was fetched; if not, the status says why. */
  async #fetchInto(contents: Contents, range: DayRange): Promise<boolean> {
    this.#fetching?.abort();
    const run = new AbortController();
    [this.#status, this.#error, this.#fetching] = ['loading', undefined, run];
    this.#notify();
    const at = this.#options.now();
    try {
      await this.#fetchMissing(contents, range, at, run.signal);
    } catch (thrown) {
      // Whoever aborted the run has set the status.
      if (run.signal.aborted) return false;
      [this.#status, this.#error, this.#fetching] = ['failed', toForgeError(thrown), undefined];
      this.#notify();
      return false;
    }
    if (run.signal.aborted) return false;
    [this.#status, this.#fetchedAt, this.#fetching] = ['ready', at, undefined];
    return true;
  }

  async #fetchMissing(
    { events, fetchedDays }: Contents,
    range: DayRange,
    at: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const today = dayOf(at);
    const within = AbortSignal.any([signal, this.#lifetime.signal]);
    for (const days of fetchedDays.missing(range, at)) {
      for await (const batch of fetchWindows(days, this.#options.load, at, within)) {
        if (signal.aborted) return;
        events.addFetched(batch.events);
        fetchedDays.add({ from: days.from, to: addDays(dayOf(batch.window.end), -1) });
        this.#notify();
      }
      fetchedDays.add({ from: days.from, to: days.to < today ? days.to : addDays(today, -1) });
      if (days.to === today) fetchedDays.addToday(today);
    }
  }
}
