import { language } from '../components/page-words.ts';

const zones = { utc: 'UTC', local: undefined } as const;

const two = (number: number, digits = 2) => String(number).padStart(digits, '0');

/** A time of day with milliseconds, `10:42:05.123`, in UTC or this computer's time. */
export function timeOfDay(at: number, isUtc: boolean): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const parts = isUtc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()];
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts;
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${two(milliseconds, 3)}`;
}

/** A day without its year in the editor's language, such as "28 Nov". */
export function dayOfMonth(at: number, isUtc: boolean): string {
  return format(at, { day: 'numeric', month: 'short' }, isUtc);
}

/** Day, time and zone in the editor's language, for tooltips and details. */
export function fullTime(at: number, isUtc: boolean): string {
  const options = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const;
  return `${format(at, options, isUtc)} ${isUtc ? 'UTC' : zoneName(at)}`.trim();
}

/** Day and time to the minute, with the zone, such as "28 Nov, 10:42 UTC". */
export function shortTime(at: number, isUtc: boolean): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return `${format(at, options, isUtc)} ${isUtc ? 'UTC' : zoneName(at)}`.trim();
}

/** Whether two times are on different days. */
export function isOtherDay(one: number, other: number, isUtc: boolean): boolean {
  const day = (at: number) => (isUtc ? new Date(at).toISOString().slice(0, 10) : new Date(at).toDateString());
  return day(one) !== day(other);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, options: Intl.DateTimeFormatOptions, isUtc: boolean): string {
  const key = `${String(isUtc)} ${Object.values(options).join(' ')}`;
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(language(), { ...options, timeZone: zones[isUtc ? 'utc' : 'local'] });
  formats.set(key, known);
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : known.format(date);
}

function zoneName(at: number): string {
  const parts = new Intl.DateTimeFormat(language(), { timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
