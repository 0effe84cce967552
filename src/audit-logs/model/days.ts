/** A day in UTC, such as `2024-03-12`. Days can be compared as strings. */
export type Day = string;

/** A day in milliseconds. */
export const dayMs = 86_400_000;

/** The UTC day of an instant. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** The first instant of a day. */
export function startOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Adds days, which may be negative. All days have the same length, since UTC has no daylight saving time. */
export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(startOf(day).getTime() + days * dayMs));
}

/** Whether a text has the format of a day, such as `2024-03-12` or `2024-99-99`. */
export function looksLikeDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Whether a text is a valid day: `2023-02-29` is not. */
export function isDay(text: string): boolean {
  const start = startOf(text);
  return looksLikeDay(text) && !Number.isNaN(start.getTime()) && dayOf(start) === text;
}

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}
