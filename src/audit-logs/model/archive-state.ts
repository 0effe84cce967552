import type { ArchiveIndex } from './archive-index.ts';
import { type FetchedDays, isStillToCome, trustedDays } from './fetched-days.ts';
import { addDays, type Day, dayMs, dayOf, laterDay, startOf } from './days.ts';
import { type DayRange, earliestDay } from './day-range.ts';

/**
 * How long the gateway keeps events after the site uninstalled the app.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
const keptAfterUninstallDays = 30;

/** The longest time between two runs that loses no events, and so the latest reminder. */
export const longestReminderDays = 30;

/** Days whose events may be missing for good, because they were archived too late or not at all. */
export interface ArchiveGap {
  readonly from: Day;
  /** The day on which they were archived; today if they weren't. */
  readonly to: Day;
  /** The gateway had erased the events of sites that uninstalled before this day. */
  readonly uninstalledBefore: Day;
  /** The gateway has erased all events of these days. */
  readonly isPast: boolean;
}

export interface ArchiveState {
  readonly appId: string;
  readonly appName: string;
  readonly lastArchived?: Date;
  /** When the archive becomes due. */
  readonly dueAt?: Date;
  readonly isDue: boolean;
  /** Days that are not archived and may be incomplete by now. */
  readonly atRisk: readonly ArchiveGap[];
  /** Days that were archived too late to be certainly complete. */
  readonly late: readonly ArchiveGap[];
}

/**
 * The state of an app's archive at `now`. An archive without a completed run is due, and so is one that a clock that was
 * ahead has noted as archived at a time still to come.
 */
export function archiveState(index: Omit<ArchiveIndex, 'months'>, now: Date, reminderDays: number): ArchiveState {
  const { appId, appName } = index;
  const archivedAt = index.archivedAt && isStillToCome(index.archivedAt, now) ? undefined : index.archivedAt;
  const fetched = trustedDays(index.fetched, now);
  const days = Math.min(Math.max(reminderDays, 1), longestReminderDays);
  const dueAt = archivedAt && new Date(archivedAt.getTime() + days * dayMs);
  return {
    appId,
    appName,
    ...(archivedAt && { lastArchived: archivedAt }),
    ...(dueAt && { dueAt }),
    isDue: dueAt === undefined || dueAt <= now,
    atRisk: openGaps(fetched, now),
    late: lateGaps(fetched),
  };
}

/** The gaps in days that were fetched so late that events may have been erased. */
export function lateGaps(fetched: readonly FetchedDays[]): ArchiveGap[] {
  return fetched.flatMap(({ from, at }) => gapSince(from, at));
}

/** The gaps in days that are not fetched: those between fetched days, and those since the last run. */
function openGaps(fetched: readonly FetchedDays[], now: Date): ArchiveGap[] {
  const [first] = fetched;
  if (first === undefined) return [];
  const gaps: ArchiveGap[] = [];
  let next = addDays(first.to, 1);
  for (const { from, to } of fetched.slice(1)) {
    if (from > next) gaps.push(...gapsBetween({ from: next, to: addDays(from, -1) }, now));
    next = laterDay(next, addDays(to, 1));
  }
  return [...gaps, ...gapSince(next, now)];
}

function gapsBetween({ from, to }: DayRange, now: Date): ArchiveGap[] {
  return gapSince(from, now).map((loss) => ({ ...loss, to, isPast: to < earliestDay(now) }));
}

function gapSince(from: Day, at: Date): ArchiveGap[] {
  const uninstalledBefore = dayOf(new Date(at.getTime() - keptAfterUninstallDays * dayMs));
  return startOf(from) < startOf(uninstalledBefore) ? [{ from, to: dayOf(at), uninstalledBefore, isPast: false }] : [];
}
