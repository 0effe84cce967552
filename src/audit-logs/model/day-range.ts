import { addDays, type Day, dayOf, isDay, looksLikeDay } from './days.ts';

/** Days in UTC, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The ranges that are offered before any other. */
export const presets = ['days30', 'days90', 'months12', 'years2'] as const;

/** A range that ends today. */
export type Preset = (typeof presets)[number];

/** Why a text can't be the first or last day of a range. */
export type DayProblem =
  | { readonly kind: 'notWrittenAsDay' }
  | { readonly kind: 'noSuchDay' }
  | { readonly kind: 'future'; readonly today: Day }
  | { readonly kind: 'tooOld'; readonly earliest: Day }
  | { readonly kind: 'beforeStart'; readonly from: Day };

/**
 * The first day whose events the gateway still has: it keeps them for two years.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
export function earliestDay(now: Date): Day {
  return monthsBefore(now, 24);
}

/** The days of a preset at `now`. */
export function presetRange(preset: Preset, now: Date): DayRange {
  const to = dayOf(now);
  if (preset === 'days30') return { from: addDays(to, -29), to };
  if (preset === 'days90') return { from: addDays(to, -89), to };
  return { from: preset === 'months12' ? addDays(monthsBefore(now, 12), 1) : earliestDay(now), to };
}

/** Validates a text as the first day of a range, or as the last if `from` is given. Undefined if it is valid. */
export function dayProblem(text: string, now: Date, from?: Day): DayProblem | undefined {
  const [earliest, today] = [earliestDay(now), dayOf(now)];
  if (!looksLikeDay(text)) return { kind: 'notWrittenAsDay' };
  if (!isDay(text)) return { kind: 'noSuchDay' };
  if (text > today) return { kind: 'future', today };
  if (text < earliest) return { kind: 'tooOld', earliest };
  if (from !== undefined && text < from) return { kind: 'beforeStart', from };
  return undefined;
}

/** The same day some months earlier, or the first of the following month if that month is too short. */
function monthsBefore(now: Date, months: number): Day {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  return dayOf(date);
}
