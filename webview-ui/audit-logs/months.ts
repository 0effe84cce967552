/** Returns the months in a range, both ends inclusive, such as `2024-03`; at most the last `most`. */
export function monthsBetween(from: string, to: string, most: number): string[] {
  const months: string[] = [];
  for (let month = to; month >= from && months.length < most; month = monthBefore(month)) months.push(month);
  return months.reverse();
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number <= 1
    ? `${String(year - 1).padStart(4, '0')}-12`
    : `${String(year).padStart(4, '0')}-${String(number - 1).padStart(2, '0')}`;
}

/**
 * Returns a month in words, such as "March 2026", or "Mar" if `short`. Returns the text itself if it is not a month.
 */
export function monthName(month: string, language: string | undefined, short = false): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return month;
  return format(language, short).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string | undefined, short: boolean): Intl.DateTimeFormat {
  const key = `${language ?? ''} ${String(short)}`;
  const known =
    formats.get(key) ??
    new Intl.DateTimeFormat(
      language,
      short ? { month: 'short', timeZone: 'UTC' } : { month: 'long', year: 'numeric', timeZone: 'UTC' },
    );
  formats.set(key, known);
  return known;
}
