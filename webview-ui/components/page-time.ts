const formats = new Map<string | undefined, Intl.RelativeTimeFormat>();

/** Making a format costs more than using it, and a table has many times. */
function formatFor(language: string | undefined): Intl.RelativeTimeFormat {
  const format = formats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  formats.set(language, format);
  return format;
}

/** "3 days ago"; `justNow` for the last 45 seconds. */
export function relativeTime(at: number, now: number, language: string | undefined, justNow: string): string {
  const seconds = Math.round((at - now) / 1000);
  const size = Math.abs(seconds);
  const format = formatFor(language);
  if (size < 45) return justNow;
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 26 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  if (size < 320 * 86_400) return format.format(Math.round(seconds / (30.44 * 86_400)), 'month');
  return format.format(Math.round(seconds / (365.25 * 86_400)), 'year');
}

/** The exact time, in UTC: `2026-03-12 09:41:07 UTC`; empty for what is no time. */
export function exactTime(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
