const formats = new Map<string | undefined, Intl.RelativeTimeFormat>();

/** Cached: creating a format takes fifty times as long as using it, and a long list uses one per row. */
function formatFor(language: string | undefined): Intl.RelativeTimeFormat {
  const format = formats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  formats.set(language, format);
  return format;
}

const [minute, hour, day, month, year] = [60, 3600, 86_400, 30.44 * 86_400, 365.25 * 86_400];

/**
 * Returns a relative time such as "3 days ago" for epoch milliseconds; `justNow` within 45 seconds before or after
 * `now`.
 */
export function relativeTime(at: number, now: number, language: string | undefined, justNow: string): string {
  const seconds = Math.round((at - now) / 1000);
  const size = Math.abs(seconds);
  const format = formatFor(language);
  const inUnits = (unit: number) => Math.round(seconds / unit);
  if (size < 45) return justNow;
  if (size < 45 * minute) return format.format(inUnits(minute), 'minute');
  if (size < 22 * hour) return format.format(inUnits(hour), 'hour');
  if (size < 26 * day) return format.format(inUnits(day), 'day');
  if (size < 320 * day) return format.format(inUnits(month), 'month');
  return format.format(inUnits(year), 'year');
}

/**
 * Returns the language of times and numbers inside texts: the editor's where the texts are translated into it, else
 * English as they are. "archived vor 8 Tagen" is in no language.
 */
export function languageOfTexts(editorLanguage: string, areTranslated: boolean): string {
  return areTranslated ? editorLanguage : 'en';
}

/** Formats epoch milliseconds in UTC: `2026-03-12 09:41:07 UTC`; empty if that is not a valid time. */
export function exactTime(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
