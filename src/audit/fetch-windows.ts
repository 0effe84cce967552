import type { AuditEvent } from '../core/audit-event.ts';
import { type ForgeError, toForgeError } from '../core/errors.ts';
import { addDays, dayMs, startOf } from './days.ts';
import type { DayRange } from './range.ts';
import { halves, type Window, windowsOf } from './windows.ts';

/** Fetches the events of a stretch of time, both ends included, in any order. */
export type LoadEvents = (start: Date, end: Date, signal: AbortSignal) => Promise<readonly AuditEvent[]>;

/** The events of one window, oldest first; those without a readable time come last. */
export interface Batch {
  readonly window: Window;
  readonly events: readonly AuditEvent[];
}

/** How many windows are asked for at a time. */
const atATime = 3;

/** More events than this are not to be expected of a window that is asked for: the one before tells how many there may be. */
const mostEvents = 10_000;

/** A range of more windows than are asked for at a time begins with one this short, alone, to see how much happens. */
const probeMs = 2 * dayMs;

/** What a window that is too much for one answer is split down to: a late answer may have other causes, a large one has not. */
const leastMs = { timeout: dayMs, tooLarge: 60_000 };

type Outcome = { readonly events: readonly AuditEvent[] } | { readonly error: ForgeError };

/**
 * The events of a range of days, each once, window by window in the order of time. At most three windows are in
 * flight or waiting for their turn, and where much happens they are short, which bounds the memory. A window that is
 * too large or takes too long is split; whatever else `load` throws ends everything. Leaving the loop ends what is in flight.
 */
export async function* fetchWindows(range: DayRange, load: LoadEvents, now: Date, signal: AbortSignal): AsyncGenerator<Batch, void, undefined> {
  const queue = withProbe(windowsOf(range, now));
  let limit = queue.length > atATime ? 1 : atATime;
  const flights = new Map<Window, Promise<Outcome>>();
  const stop = new AbortController();
  const within = AbortSignal.any([signal, stop.signal]);
  const unique = uniqueEvents(range);

  const depart = ({ start, end }: Window): Promise<Outcome> =>
    load(start, end, within).then(
      (events) => ({ events }),
      (thrown: unknown) => ({ error: toForgeError(thrown) }),
    );

  try {
    for (let head = queue[0]; head !== undefined; head = queue[0]) {
      for (const window of queue.slice(0, limit)) if (flights.size < limit && !flights.has(window)) flights.set(window, depart(window));
      const outcome = await (flights.get(head) ?? depart(head));
      flights.delete(head);
      queue.shift();
      limit = atATime;
      if ('events' in outcome) {
        const asked = queue.findIndex((window) => !flights.has(window));
        if (asked >= 0) queue.splice(asked, Infinity, ...queue.slice(asked).flatMap((window) => shortened(window, head, outcome.events.length)));
        yield { window: head, events: unique(head, outcome.events) };
        continue;
      }
      const parts = halvesAfter(outcome.error, head);
      if (parts === undefined) throw outcome.error;
      queue.unshift(...parts);
    }
  } finally {
    stop.abort();
  }
}

/** The windows of a long range with a short one in front. */
function withProbe(windows: Window[]): Window[] {
  const [first, ...others] = windows;
  if (first === undefined || others.length < atATime || first.end.getTime() - first.start.getTime() <= 2 * probeMs) return windows;
  const border = new Date(Math.ceil((first.start.getTime() + probeMs) / dayMs) * dayMs);
  return [{ start: first.start, end: border }, { start: border, end: first.end }, ...others];
}

/** A window in parts that are short enough where as much happens in it as in the one before. */
function shortened(window: Window, before: Window, events: number): Window[] {
  const share = (window.end.getTime() - window.start.getTime()) / (before.end.getTime() - before.start.getTime());
  const parts = events * share > mostEvents ? halves(window, leastMs.tooLarge) : undefined;
  return parts === undefined ? [window] : parts.flatMap((part) => shortened(part, before, events));
}

function halvesAfter(error: ForgeError, window: Window): readonly [Window, Window] | undefined {
  if (error.details.tooLarge === true) return halves(window, leastMs.tooLarge);
  return error.kind === 'timeout' || error.details.status === 504 ? halves(window, leastMs.timeout) : undefined;
}

/**
 * Sorts out what comes twice. Neighbouring windows share an instant, so the ids of the last one are remembered; events
 * that lie outside their window, which should not be, are remembered for the whole range.
 */
function uniqueEvents({ from, to }: DayRange): (window: Window, events: readonly AuditEvent[]) => AuditEvent[] {
  const [first, behind] = [startOf(from), startOf(addDays(to, 1))];
  const strays = new Set<string>();
  let before = new Set<string>();

  return ({ start, end }, events) => {
    const here = new Set<string>();
    const kept: AuditEvent[] = [];
    for (const event of events) {
      const { at, id } = event;
      if (at !== undefined && (at < first || at >= behind)) continue;
      if (id !== '') {
        if (here.has(id) || before.has(id) || strays.has(id)) continue;
        here.add(id);
        if (at === undefined || at < start || at > end) strays.add(id);
      }
      kept.push(event);
    }
    before = here;
    return kept.sort(byTime);
  };
}

function byTime(a: AuditEvent, b: AuditEvent): number {
  const [left, right] = [a.at?.getTime() ?? Infinity, b.at?.getTime() ?? Infinity];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
