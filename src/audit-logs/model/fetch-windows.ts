import type { AuditEvent } from '../../core/audit-event.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { addDays, dayMs, startOf } from './days.ts';
import type { DayRange } from './day-range.ts';
import { halves, type TimeWindow, monthWindows } from './time-windows.ts';

/** Fetches the events of a time range, both ends included, in any order. */
export type LoadEvents = (start: Date, end: Date, signal: AbortSignal) => Promise<readonly AuditEvent[]>;

/** The events of one window, oldest first; those without a valid time come last. */
export interface Batch {
  readonly window: TimeWindow;
  readonly events: readonly AuditEvent[];
}

/** How many windows are fetched at the same time. */
const concurrency = 3;

/** Windows are split until they are expected to have at most this many events, judging by the window before. */
const maxEvents = 2_000;

/** A long range starts with a single window this short, to see how many events there are. In milliseconds. */
const probeMs = 2 * dayMs;

/**
 * Windows are split down to this length after a failure, in milliseconds: a timeout may have another cause than size.
 */
const minSplitMs = { timeout: dayMs, tooLarge: 60_000 };

type Outcome = { readonly events: readonly AuditEvent[] } | { readonly error: ForgeError };

interface QueuedWindow {
  readonly window: TimeWindow;
  /** Present once it is requested. */
  outcome?: Promise<Outcome>;
}

/**
 * Fetches the events of a range of days, without duplicates, in chronological windows. At most three windows are in
 * memory, and they are short where there are many events. A window that is too large or times out is split; anything
 * else that `load` throws is thrown. Leaving the loop cancels the requests in flight.
 */
export async function* fetchWindows(
  range: DayRange,
  load: LoadEvents,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  let queue = withProbe(monthWindows(range, now)).map(queued);
  let limit = queue.length > concurrency ? 1 : concurrency;
  let inFlight = 0;
  const stop = new AbortController();
  const within = AbortSignal.any([signal, stop.signal]);
  const unique = deduplicator(range);

  function request({ start, end }: TimeWindow): Promise<Outcome> {
    inFlight++;
    return load(start, end, within).then(
      (events) => ({ events }),
      (thrown: unknown) => ({ error: toForgeError(thrown) }),
    );
  }

  try {
    for (let head = queue[0]; head !== undefined; head = queue[0]) {
      for (const next of queue.slice(0, limit)) if (inFlight < limit) next.outcome ??= request(next.window);
      const { window } = head;
      const outcome = await (head.outcome ?? request(window));
      queue.shift();
      inFlight--;
      limit = concurrency;
      if ('events' in outcome) {
        queue = splitUnrequested(queue, window, outcome.events.length);
        yield { window, events: unique(window, outcome.events) };
      } else {
        const parts = halvesAfter(outcome.error, window);
        if (parts === undefined) throw outcome.error;
        queue.unshift(...parts.map(queued));
      }
    }
  } finally {
    stop.abort();
  }
}

const queued = (window: TimeWindow): QueuedWindow => ({ window });

/** Splits a short window off the start of a long range. */
function withProbe(windows: TimeWindow[]): TimeWindow[] {
  const [first, ...others] = windows;
  if (first === undefined || others.length < concurrency || first.end.getTime() - first.start.getTime() <= 2 * probeMs)
    return windows;
  const border = new Date(Math.ceil((first.start.getTime() + probeMs) / dayMs) * dayMs);
  return [{ start: first.start, end: border }, { start: border, end: first.end }, ...others];
}

/** Splits the windows that are not requested yet, by the number of events in the one before. */
function splitUnrequested(queue: readonly QueuedWindow[], before: TimeWindow, events: number): QueuedWindow[] {
  return queue.flatMap((next) =>
    next.outcome === undefined ? splitByDensity(next.window, before, events).map(queued) : [next],
  );
}

/** Splits a window, assuming that it has as many events per time as the one before. */
function splitByDensity(window: TimeWindow, before: TimeWindow, events: number): TimeWindow[] {
  const share = (window.end.getTime() - window.start.getTime()) / (before.end.getTime() - before.start.getTime());
  const parts = events * share > maxEvents ? halves(window, minSplitMs.tooLarge) : undefined;
  return parts === undefined ? [window] : parts.flatMap((part) => splitByDensity(part, before, events));
}

function halvesAfter(error: ForgeError, window: TimeWindow): readonly [TimeWindow, TimeWindow] | undefined {
  if (error.details.tooLarge === true) return halves(window, minSplitMs.tooLarge);
  return error.kind === 'timeout' || error.details.status === 504 ? halves(window, minSplitMs.timeout) : undefined;
}

/**
 * Removes duplicates, and events outside the range. Adjacent windows share an instant, so the ids of the last window
 * are kept. Events outside their window, which should not exist, are kept for the whole range.
 */
function deduplicator({ from, to }: DayRange): (window: TimeWindow, events: readonly AuditEvent[]) => AuditEvent[] {
  const [first, behind] = [startOf(from).getTime(), startOf(addDays(to, 1)).getTime()];
  const strays = new Set<string>();
  let before = new Set<string>();

  return (window, events) => {
    const [start, end] = [window.start.getTime(), window.end.getTime()];
    const here = new Set<string>();
    const kept: AuditEvent[] = [];
    for (const event of events) {
      const { id } = event;
      const at = event.at?.getTime() ?? Number.NaN;
      if (at < first || at >= behind) continue;
      if (id !== '') {
        if (here.has(id) || before.has(id) || strays.has(id)) continue;
        here.add(id);
        if (!(at >= start && at <= end)) strays.add(id);
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
