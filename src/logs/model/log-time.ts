/** A point in time: epoch milliseconds, or a time of day that is meant as the last one that has been. */
export type Moment = number | { readonly minuteOfDay: number; readonly isUtc: boolean };

/** Which times are looked at. */
export type LogTime =
  | { readonly kind: 'last'; readonly minutes: number }
  | { readonly kind: 'between'; readonly from?: Moment; readonly to?: Moment }
  | { readonly kind: 'around'; readonly at: Moment; readonly minutes: number };

/** Times in epoch milliseconds; without an end, it goes on as time does. */
export interface TimeRange {
  readonly from: number;
  readonly to?: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long the gateway keeps lines, and the REST export lists them, in milliseconds (documentation page `view-app-logs`, `export-app-logs`). */
export const logRetentionMs = 30 * day;
export const exportRetentionMs = 14 * day;

export const defaultTime: LogTime = { kind: 'last', minutes: 60 };
export const defaultSpreadMinutes = 5;

/** Returns the times that are meant now. Never before what the gateway keeps, never with an end before its start. */
export function timeRangeOf(time: LogTime, now: number): TimeRange {
  const earliest = now - logRetentionMs;
  const kept = (at: number) => Math.max(at, earliest);
  if (time.kind === 'last') return { from: kept(now - time.minutes * minute) };
  if (time.kind === 'around') {
    const at = instantOf(time.at, now);
    const [from, to] = [kept(at - time.minutes * minute), at + time.minutes * minute];
    return to >= now ? { from } : { from, to: Math.max(from, to) };
  }
  const from = time.from === undefined ? earliest : kept(instantOf(time.from, now));
  const to = time.to === undefined ? now : instantOf(time.to, now);
  return to >= now ? { from } : { from, to: Math.max(from, to) };
}

/** The instant a moment means: a time of day is the last one that is not in the future. */
function instantOf(moment: Moment, now: number): number {
  if (typeof moment === 'number') return moment;
  const { minuteOfDay, isUtc } = moment;
  const at = new Date(now);
  if (isUtc) at.setUTCHours(0, minuteOfDay, 0, 0);
  else at.setHours(0, minuteOfDay, 0, 0);
  if (at.getTime() > now) {
    if (isUtc) at.setUTCDate(at.getUTCDate() - 1);
    else at.setDate(at.getDate() - 1);
  }
  return at.getTime();
}

/** Reads a duration such as `15m`, `2h` or `30d`, in minutes. Undefined if it is none, or not between 1 minute and 30 days. */
export function parseMinutes(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,6})(m|min|h|d)$/i.exec(text) ?? [];
  const minutes = Number(number) * ({ m: 1, min: 1, h: 60, d: 24 * 60 }[unit.toLowerCase()] ?? Number.NaN);
  return minutes >= 1 && minutes <= 30 * 24 * 60 ? minutes : undefined;
}

/** Prints a duration in its largest whole unit. */
export function printMinutes(minutes: number): string {
  if (minutes % (24 * 60) === 0) return `${minutes / 24 / 60}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

const momentForm = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:T?(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(Z)?$/i;

/**
 * Reads a point in time: a date, a date with a time (`2026-11-28T10:42`, seconds and milliseconds if wanted), or a time
 * of day. With `Z` it is UTC, else this computer's time. Undefined if it is none.
 */
export function parseMoment(text: string): Moment | undefined {
  const match = momentForm.exec(text);
  if (match === null || text.length < 4) return undefined;
  const [, year, month, dayOfMonth, hour = '0', minutes = '0', second, fraction = '0', zone] = match;
  const [hours, mins] = [Number(hour), Number(minutes)];
  if (hours > 23 || mins > 59 || Number(second ?? 0) > 59) return undefined;
  const isUtc = zone !== undefined;
  if (year === undefined)
    return second === undefined && match[4] !== undefined ? { minuteOfDay: hours * 60 + mins, isUtc } : undefined;
  const parts = [Number(year), Number(month) - 1, Number(dayOfMonth), hours, mins, Number(second ?? 0)] as const;
  const milliseconds = Number(fraction.padEnd(3, '0'));
  const at = isUtc ? new Date(Date.UTC(...parts, milliseconds)) : new Date(...parts, milliseconds);
  const isReal =
    (isUtc ? at.getUTCDate() : at.getDate()) === Number(dayOfMonth) && Number(month) <= 12 && Number(month) > 0;
  return isReal && Number(year) >= 1970 ? at.getTime() : undefined;
}

/** Prints a point in time so that `parseMoment` reads the same one anywhere. */
export function printMoment(moment: Moment): string {
  if (typeof moment === 'number') return new Date(moment).toISOString().replace(/(?::00)?\.000Z$/, 'Z');
  const { minuteOfDay, isUtc } = moment;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}${isUtc ? 'Z' : ''}`;
}
