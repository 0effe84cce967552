import { addDays, type Day, dayOf, isDay, looksLikeDay } from './days.ts';

/** Days in UTC, the first and the last included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export const presets = ['days30', 'days90', 'months12', 'years2'] as const;

/** A range that ends today. */
export type Preset = (typeof presets)[number];

/** Why a text can't be the first or last day of a range, with what is possible. */
export type DayProblem =
  | { readonly kind: 'notWrittenAsDay' }
  | { readonly kind: 'noSuchDay' }
  | { readonly kind: 'future'; readonly today: Day }
  | { readonly kind: 'tooOld'; readonly earliest: Day }
  | { readonly kind: 'beforeStart'; readonly from: Day };

/**
 * The first day of which the gateway still has events: it keeps them for two years.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
export function earliestDay(now: Date): Day {
  return monthsBefore(now, 24);
}

/** The days that a preset means now. */
export function presetRange(preset: Preset, now: Date): DayRange {
  const to = dayOf(now);
  if (preset === 'days30') return { from: addDays(to, -29), to };
  if (preset === 'days90') return { from: addDays(to, -89), to };
  return { from: preset === 'months12' ? addDays(monthsBefore(now, 12), 1) : earliestDay(now), to };
}

/**
 * What is wrong with a text as a day of a range (as its last day where `from` is given); undefined where nothing is.
 */
export function dayProblem(text: string, now: Date, from?: Day): DayProblem | undefined {
  const [earliest, today] = [earliestDay(now), dayOf(now)];
  if (!looksLikeDay(text)) return { kind: 'notWrittenAsDay' };
  if (!isDay(text)) return { kind: 'noSuchDay' };
  if (text > today) return { kind: 'future', today };
  if (text < earliest) return { kind: 'tooOld', earliest };
  if (from !== undefined && text < from) return { kind: 'beforeStart', from };
  return undefined;
}

/** The same day so many months earlier; the first of the next month where that month has no such day. */
function monthsBefore(now: Date, months: number): Day {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  return dayOf(date);
}
