import { join } from 'node:path';
import type { App } from '../../core/app.ts';
import type { AuditEvent } from '../../core/audit-event.ts';
import { ForgeError } from '../../core/errors.ts';
import { slicesOf } from '../../core/slices.ts';
import type { ReplaceOptions } from '../../files/replace-file.ts';
import { writeWholeFile } from '../../files/whole-file.ts';
import { claimOf, type MonthClaim } from './archive-claim.ts';
import { readMonth } from './archive-folder.ts';
import { type ArchiveIndex, formatIndex, indexFile } from './archive-index.ts';
import { mergeMonth, monthFile } from './archive-month.ts';
import { type ArchiveGap, lateGaps } from './archive-state.ts';
import { type CheckedMonths, daysOfMonth, type LostRows } from './check-months.ts';
import { places } from './csv-columns.ts';
import { type DayRange, earliestDay } from './day-range.ts';
import { type Day, dayOf } from './days.ts';
import {
  daysOfWindow,
  daysToFetch,
  distrustedDays,
  isStillToCome,
  noteFetched,
  trustedDays,
  withoutDays,
} from './fetched-days.ts';
import type { Progress } from './export-csv.ts';
import { fetchWindows, type LoadEvents } from './fetch-windows.ts';
import { monthRecords } from './month-file.ts';

export interface ArchiveOptions {
  /** The folder that holds all archives, and the workspace folder that it must not lead out of. */
  readonly root: string;
  readonly workspaceFolder: string;
  readonly app: Pick<App, 'id' | 'name' | 'createdAt'>;
  readonly load: LoadEvents;
  readonly now: Date;
  /**
   * By how many milliseconds this computer's clock is ahead of the gateway's, as of the last reply; undefined before
   * the first one.
   */
  readonly clockAheadMs?: () => number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called once if another window or process is archiving the app. */
  readonly onWaiting?: () => void;
  /** Called if another program has a file of the archive open, and some seconds are spent on trying again. */
  readonly onInUse?: () => void;
}

/** A month's file that did not hold what was archived, and what became of it. */
export interface MendedMonth extends LostRows {
  /** How many of the archived rows are missing for good. */
  readonly missing: number;
}

export interface ArchiveResult {
  readonly folder: string;
  /** How many rows were added, including new rows of changed events. */
  readonly added: number;
  /** Ids of archived events that differ from what the gateway returns now: the archive has both rows. */
  readonly changed: readonly string[];
  /** Gaps in the days that this run archived for the first time: events may have been erased before. */
  readonly gaps: readonly ArchiveGap[];
  /** Files that had lost rows, or were changed by somebody else; their days were fetched again. */
  readonly mended: readonly MendedMonth[];
  /** Days that a clock that was ahead had noted as fetched; they were fetched again. */
  readonly distrusted: readonly DayRange[];
  /** By how much this computer's clock is ahead of the gateway's, whose time was used; absent if it is about right. */
  readonly clockAheadMs?: number;
}

/** An archive whose lock is held, as it was found. */
export interface FoundState {
  readonly folder: string;
  readonly index: ArchiveIndex;
  readonly months: CheckedMonths;
  readonly replacing: ReplaceOptions;
}

/** Fetches what an archive lacks, and merges it. Throws as `archiveApp` does. */
export async function runArchive(options: ArchiveOptions, found: FoundState): Promise<ArchiveResult> {
  return new ArchiveRun(options, found).run();
}

class ArchiveRun {
  readonly #options: ArchiveOptions;
  readonly #found: FoundState;
  /** What each file holds by now. */
  readonly #held: Map<string, MonthClaim>;
  readonly #changed = new Set<string>();
  /** The files of events that this run was the first to archive, by id. */
  readonly #fresh = new Map<string, string>();
  /**
   * What the index said of files that don't fit it. It goes on saying so until the run is complete: after a crash they
   * are told and fetched again.
   */
  readonly #unsettled: Map<string, readonly MonthClaim[]>;
  #index: ArchiveIndex;
  #written: string | undefined;
  #added = 0;

  constructor(options: ArchiveOptions, found: FoundState) {
    [this.#options, this.#found, this.#index] = [options, found, found.index];
    this.#held = new Map(found.months.held);
    const files = [...found.months.lost.map(({ file }) => file), ...found.months.merged];
    this.#unsettled = new Map(files.map((file) => [file, found.index.months.get(file) ?? []]));
  }

  async run(): Promise<ArchiveResult> {
    const { now, app, load, signal, onProgress } = this.#options;
    const before = this.#found.index.fetched;
    const trusted = trustedDays(before, now);
    const { archivedAt, ...rest } = this.#index;
    this.#index = {
      ...rest,
      ...(archivedAt && !isStillToCome(archivedAt, now) && { archivedAt }),
      fetched: this.#found.months.lost.reduce<typeof trusted>(
        (days, { file }) => withoutDays(days, this.#fetchable(file)),
        trusted,
      ),
    };
    const again = this.#found.months.merged.map((file) => this.#fetchable(file));
    let events = 0;
    for (const range of daysToFetch(this.#index.fetched, now, firstDay(app), again)) {
      for await (const { window, events: some } of fetchWindows(range, load, now, signal)) {
        await this.#merge(some);
        events += some.length;
        const days = daysOfWindow(window);
        const fetched = days ? noteFetched(this.#index.fetched, days, now) : this.#index.fetched;
        await this.#keep({ ...this.#index, fetched, months: this.#claims() });
        onProgress?.({ events, upTo: window.end });
      }
    }
    await this.#findRetold();
    this.#unsettled.clear();
    await this.#keep({ ...this.#index, archivedAt: now, months: this.#claims() });
    return {
      folder: this.#found.folder,
      added: this.#added,
      changed: [...this.#changed],
      gaps: lateGaps(this.#index.fetched.filter(({ at }) => at.getTime() === now.getTime())),
      mended: this.#found.months.lost.map((lost) => ({
        ...lost,
        missing: Math.max(0, lost.archived - (this.#held.get(lost.file)?.rows ?? 0)),
      })),
      distrusted: distrustedDays(before, trusted),
    };
  }

  /** The days of a month's file that the gateway may still have. */
  #fetchable(file: string): DayRange {
    const earliest = earliestDay(this.#options.now);
    const days = daysOfMonth(file) ?? { from: earliest, to: dayOf(this.#options.now) };
    return { from: days.from > earliest ? days.from : earliest, to: days.to };
  }

  #claims(): ReadonlyMap<string, readonly MonthClaim[]> {
    const held = [...this.#held].map(([name, claim]) => [name, [claim]] as const);
    return new Map([...held, ...this.#unsettled].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async #keep(index: ArchiveIndex): Promise<void> {
    this.#index = index;
    const text = formatIndex(index);
    if (text === this.#written) return;
    await writeWholeFile(join(this.#found.folder, indexFile), text, this.#found.replacing);
    this.#written = text;
  }

  async #merge(events: readonly AuditEvent[]): Promise<void> {
    const { folder, replacing } = this.#found;
    for (const [name, ofMonth] of Map.groupBy(events, monthFile)) {
      if (this.#options.signal.aborted) throw new ForgeError('cancelled', 'Cancelled');
      const merged = await mergeMonth(await readMonth(folder, name), ofMonth);
      this.#added += merged.added;
      for (const id of merged.changed) this.#changed.add(id);
      for (const id of merged.fresh) if (this.#found.months.held.size > 0) this.#fresh.set(id, name);
      if (merged.text === undefined || merged.claim === undefined) continue;
      // Both are true for a moment: a crash before or after the file is replaced must not look like a loss.
      const claims = this.#unsettled.get(name) ?? [this.#held.get(name) ?? claimOf([]), merged.claim];
      await this.#keep({ ...this.#index, months: new Map([...this.#claims(), [name, claims]]) });
      await writeWholeFile(join(folder, name), merged.text, replacing);
      this.#held.set(name, merged.claim);
    }
  }

  /** Notes events that were archived in another month before, and are told of this one now. */
  async #findRetold(): Promise<void> {
    if (this.#fresh.size === 0) return;
    for (const file of this.#found.months.held.keys()) {
      const text = (await readMonth(this.#found.folder, file)) ?? '';
      for await (const records of slicesOf(monthRecords(file, text)))
        for (const { cells } of records) {
          const id = cells[places.eventId] ?? '';
          const freshIn = this.#fresh.get(id);
          if (freshIn !== undefined && freshIn !== file) this.#changed.add(id);
        }
    }
  }
}

function firstDay({ createdAt }: Pick<App, 'createdAt'>): Day | undefined {
  return createdAt && dayOf(createdAt);
}
