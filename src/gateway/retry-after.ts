const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The three forms of an HTTP date (RFC 9110, 5.6.7): the usual one, that of RFC 850, and that of C's asctime. */
const httpDates: readonly RegExp[] = [
  /^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^\w{3} (?<month>\w{3}) (?<day>[\d ]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Returns when a `Retry-After` header allows the next request, if that is later than `now`. It holds seconds, which some
 * servers give with decimals; one of HTTP's dates; or the gateway's documented timestamp (`2021-05-10T11:00Z`), with any
 * zone. Undefined for anything else, and for a time that has come: then the usual backoff applies.
 */
export function parseRetryAfter(header: string | undefined, now: Date): Date | undefined {
  const text = header?.trim() ?? '';
  const time = secondsIn(text, now) ?? parseHttpDate(text, now)?.getTime() ?? isoDateIn(text);
  return time === undefined || time <= now.getTime() ? undefined : new Date(time);
}

function secondsIn(text: string, now: Date): number | undefined {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? now.getTime() + Math.ceil(Number(text)) * 1000 : undefined;
}

/** Parses an HTTP date in any of its three forms; undefined for anything else. */
export function parseHttpDate(text: string, now: Date): Date | undefined {
  const parts = httpDates.map((form) => form.exec(text.trim())?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const month = months.indexOf(parts.month ?? '') + 1;
  const year = parts.year?.length === 2 ? nearestYear(Number(parts.year), now) : parts.year;
  const day = parts.day?.trim().padStart(2, '0');
  const time = isoDateIn(`${year}-${String(month).padStart(2, '0')}-${day}T${parts.time}Z`);
  return time === undefined ? undefined : new Date(time);
}

/** A year of two digits is at most 50 years ahead (RFC 9110). */
function nearestYear(digits: number, now: Date): number {
  const year = Math.floor(now.getUTCFullYear() / 100) * 100 + digits;
  return year > now.getUTCFullYear() + 50 ? year - 100 : year;
}

function isoDateIn(text: string): number | undefined {
  const time = isoDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
