/** A day in UTC, as `2024-03-12`. Days compare as texts. */
export type Day = string;

export const dayMs = 86_400_000;

/** The UTC day of an instant. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** The first instant of a day. */
export function startOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/**
 * The day that is so many days later (earlier for a negative number). UTC has no daylight saving: every day is as long.
 */
export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(startOf(day).getTime() + days * dayMs));
}

/** Whether a text is written as a day is, like `2024-03-12`. */
export function looksLikeDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Whether a text is a day of the calendar: `2023-02-29` is none. */
export function isDay(text: string): boolean {
  const start = startOf(text);
  return looksLikeDay(text) && !Number.isNaN(start.getTime()) && dayOf(start) === text;
}

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}
