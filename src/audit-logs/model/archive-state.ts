import type { ArchiveIndex, FetchedDays } from './archive-index.ts';
import { addDays, type Day, dayMs, dayOf, laterDay, startOf } from './days.ts';
import { type DayRange, earliestDay } from './day-range.ts';

/**
 * How long the gateway keeps the events of a site that uninstalled the app.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
export const keptAfterUninstallDays = 30;

/** Longest time between two runs that loses nothing: a reminder may not come later. */
export const longestReminderDays = 30;

/** Days of which events may be missing for good, as they were first archived (or still are not) after so long. */
export interface Loss {
  readonly from: Day;
  /** The day on which they were archived; today, where they are not. */
  readonly to: Day;
  /** Events of sites that uninstalled before this day could not be fetched any more. */
  readonly uninstalledBefore: Day;
  /** The gateway keeps nothing of these days any more. */
  readonly isPast: boolean;
}

export interface ArchiveState {
  readonly appId: string;
  readonly appName: string;
  readonly lastArchived?: Date;
  /** When the reminder comes. */
  readonly dueAt?: Date;
  readonly isDue: boolean;
  /** What is not archived yet and may be incomplete by now. */
  readonly atRisk: readonly Loss[];
  /** What was archived too late to be sure that it is complete. */
  readonly late: readonly Loss[];
}

/** How an app's archive stands at `now`. A run that never got to its end counts as due. */
export function archiveState(
  { appId, appName, archivedAt, fetched }: ArchiveIndex,
  now: Date,
  reminderDays: number,
): ArchiveState {
  const days = Math.min(Math.max(reminderDays, 1), longestReminderDays);
  const dueAt = archivedAt && new Date(archivedAt.getTime() + days * dayMs);
  return {
    appId,
    appName,
    ...(archivedAt && { lastArchived: archivedAt }),
    ...(dueAt && { dueAt }),
    isDue: dueAt === undefined || dueAt <= now,
    atRisk: openLosses(fetched, now),
    late: lateLosses(fetched),
  };
}

/** What was fetched so late that events may have been erased by then. */
export function lateLosses(fetched: readonly FetchedDays[]): Loss[] {
  return fetched.flatMap(({ from, at }) => lossOf(from, at));
}

/** Days that are not fetched and of which events may be erased at `now`: gaps, and the time since the last run. */
function openLosses(fetched: readonly FetchedDays[], now: Date): Loss[] {
  const [first] = fetched;
  if (first === undefined) return [];
  const gaps: Loss[] = [];
  let next = addDays(first.to, 1);
  for (const { from, to } of fetched.slice(1)) {
    if (from > next) gaps.push(...lossesOfGap({ from: next, to: addDays(from, -1) }, now));
    next = laterDay(next, addDays(to, 1));
  }
  return [...gaps, ...lossOf(next, now)];
}

function lossesOfGap({ from, to }: DayRange, now: Date): Loss[] {
  return lossOf(from, now).map((loss) => ({ ...loss, to, isPast: to < earliestDay(now) }));
}

function lossOf(from: Day, at: Date): Loss[] {
  const uninstalledBefore = dayOf(new Date(at.getTime() - keptAfterUninstallDays * dayMs));
  return startOf(from) < startOf(uninstalledBefore) ? [{ from, to: dayOf(at), uninstalledBefore, isPast: false }] : [];
}
