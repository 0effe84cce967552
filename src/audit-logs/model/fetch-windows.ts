import type { AuditEvent } from '../../core/audit-event.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { addDays, dayMs, startOf } from './days.ts';
import type { DayRange } from './day-range.ts';
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

/**
 * More events than this are not to be expected of a window that is asked for: the one before tells how many there may
 * be.
 */
const mostEvents = 2_000;

/** A range of more windows than are asked for at a time begins with one this short, alone, to see how much happens. */
const probeMs = 2 * dayMs;

/**
 * What a window that is too much for one answer is split down to: a late answer may have other causes, a large one has
 * not.
 */
const leastMs = { timeout: dayMs, tooLarge: 60_000 };

type Outcome = { readonly events: readonly AuditEvent[] } | { readonly error: ForgeError };

/** A window that is still to come, and its events once they are asked for. */
interface Coming {
  readonly window: Window;
  flight?: Promise<Outcome>;
}

/**
 * The events of a range of days, each once, window by window in the order of time. At most three windows are in
 * flight or waiting for their turn, and where much happens they are short, which bounds the memory. A window that is
 * too large or takes too long is split; whatever else `load` throws ends everything. Leaving the loop ends what is in
 * flight.
 */
export async function* fetchWindows(
  range: DayRange,
  load: LoadEvents,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const queue = withProbe(windowsOf(range, now)).map(coming);
  let limit = queue.length > atATime ? 1 : atATime;
  const stop = new AbortController();
  const within = AbortSignal.any([signal, stop.signal]);
  const unique = uniqueEvents(range);

  let flying = 0;

  function depart({ start, end }: Window): Promise<Outcome> {
    flying++;
    return load(start, end, within).then(
      (events) => ({ events }),
      (thrown: unknown) => ({ error: toForgeError(thrown) }),
    );
  }

  try {
    for (let head = queue[0]; head !== undefined; head = queue[0]) {
      for (const next of queue.slice(0, limit)) if (flying < limit) next.flight ??= depart(next.window);
      const { window } = head;
      const outcome = await (head.flight ?? depart(window));
      queue.shift();
      flying--;
      limit = atATime;
      if ('events' in outcome) {
        const unasked = queue.findIndex(({ flight }) => flight === undefined);
        if (unasked >= 0)
          queue.splice(
            unasked,
            Infinity,
            ...queue
              .slice(unasked)
              .flatMap((next) => shortened(next.window, window, outcome.events.length))
              .map(coming),
          );
        yield { window, events: unique(window, outcome.events) };
        continue;
      }
      const parts = halvesAfter(outcome.error, window);
      if (parts === undefined) throw outcome.error;
      queue.unshift(...parts.map(coming));
    }
  } finally {
    stop.abort();
  }
}

const coming = (window: Window): Coming => ({ window });

/** The windows of a long range with a short one in front. */
function withProbe(windows: Window[]): Window[] {
  const [first, ...others] = windows;
  if (first === undefined || others.length < atATime || first.end.getTime() - first.start.getTime() <= 2 * probeMs)
    return windows;
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
