import { createEmitter, type Event } from '../../core/emitter.ts';
import type { LogLine } from '../../core/log-line.ts';

/** A change of the kept lines. Both lists are in the order of time. */
export interface LinesChange {
  readonly added: readonly LogLine[];
  /** The first lines of before, which are gone. */
  readonly dropped: readonly LogLine[];
  /** Whether everything before is gone; then `dropped` is empty. */
  readonly isReset: boolean;
}

/** The lines of a place, each once, in the order of time. */
export interface LineStore {
  readonly all: readonly LogLine[];
  /** Lines that went because there are too many. */
  readonly droppedCount: number;
  /** Time of the newest line that went because there are too many, in epoch milliseconds. */
  readonly droppedUntil: number | undefined;
  readonly onDidChange: Event<LinesChange>;
  /** Adds the lines of a page that are not there yet. Returns how many were new. */
  add(page: readonly LogLine[]): number;
  /** Index of a line by its id and time; -1 if it isn't kept. */
  indexOf(line: Pick<LogLine, 'id' | 'at'>): number;
  /** A line by its id. */
  get(id: string): LogLine | undefined;
  /** Removes all lines. */
  clear(): void;
  dispose(): void;
}

/** Most lines kept, and most characters of their texts: the oldest go first. */
export interface StoreLimits {
  readonly lines: number;
  readonly characters: number;
}

/** The limits of what an app’s logs keep in memory. */
export const storeLimits: StoreLimits = { lines: 100_000, characters: 64 * 1024 * 1024 };

/** Creates a store without lines. */
export function createLineStore(limits: StoreLimits = storeLimits): LineStore {
  const changed = createEmitter<LinesChange>();
  let all: LogLine[] = [];
  let characters = 0;
  let droppedCount = 0;
  let droppedUntil: number | undefined;

  /** Removes the oldest lines beyond the limits. */
  function trim(): LogLine[] {
    let over = Math.max(0, all.length - limits.lines);
    for (const line of all.slice(0, over)) characters -= sizeOf(line);
    while (characters > limits.characters && over < all.length - 1) characters -= sizeOf(all[over++]);
    const dropped = over === 0 ? [] : all.splice(0, over);
    droppedCount += dropped.length;
    droppedUntil = dropped.at(-1)?.at ?? droppedUntil;
    return dropped;
  }

  return {
    get all() {
      return all;
    },
    get droppedCount() {
      return droppedCount;
    },
    get droppedUntil() {
      return droppedUntil;
    },
    onDidChange: changed.event,
    add(page) {
      const fresh = inOrder(page).filter((line) => indexIn(all, line) < 0);
      const added = withoutTwins(fresh);
      if (added.length === 0) return 0;
      all = mergeInto(all, added);
      for (const line of added) characters += sizeOf(line);
      const dropped = trim();
      const gone = new Set(dropped);
      const kept = dropped.length === 0 ? added : added.filter((line) => !gone.has(line));
      const fromBefore = dropped.length === 0 ? [] : dropped.filter((line) => !added.includes(line));
      if (kept.length > 0 || fromBefore.length > 0) changed.fire({ added: kept, dropped: fromBefore, isReset: false });
      return kept.length;
    },
    indexOf: (line) => indexIn(all, line),
    get: (id) => all.find((line) => line.id === id),
    clear() {
      [all, characters, droppedCount, droppedUntil] = [[], 0, 0, undefined];
      changed.fire({ added: [], dropped: [], isReset: true });
    },
    dispose: () => changed.dispose(),
  };
}

/** Characters that a line's own texts take; shared ones count nowhere. */
function sizeOf(line: LogLine | undefined): number {
  if (line === undefined) return 0;
  const { text, message, arguments: others = '', errors = [] } = line;
  const own = text === message ? text.length : text.length + message.length;
  return own + others.length + errors.reduce((sum, error) => sum + error.message.length + error.stack.length, 0);
}

/** The lines of a page in the order of time, those of the same time as they were logged: a page may be newest first. */
function inOrder(page: readonly LogLine[]): LogLine[] {
  const isNewestFirst = (page[0]?.at ?? 0) > (page.at(-1)?.at ?? 0);
  return (isNewestFirst ? [...page].reverse() : [...page]).sort((a, b) => a.at - b.at);
}

function withoutTwins(lines: readonly LogLine[]): LogLine[] {
  const seen = new Set<string>();
  return lines.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Index of the first line that is not before a time. */
export function firstAt(lines: readonly LogLine[], at: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of a line among lines in the order of time; -1 if it isn't there. */
export function indexIn(lines: readonly LogLine[], { id, at }: Pick<LogLine, 'id' | 'at'>): number {
  for (let index = firstAt(lines, at); lines[index]?.at === at; index++) if (lines[index]?.id === id) return index;
  return -1;
}

/** Merges lines in the order of time; of the same time, those before come first. Appends in place where that is enough. */
export function mergeInto(before: LogLine[], added: readonly LogLine[]): LogLine[] {
  const [first] = added;
  if (first === undefined) return before;
  if ((before.at(-1)?.at ?? Number.NEGATIVE_INFINITY) <= first.at) {
    for (const line of added) before.push(line);
    return before;
  }
  const start = firstAt(before, first.at);
  const rest = before.slice(start);
  before.length = start;
  let next = 0;
  for (const line of rest) {
    for (let one = added[next]; one !== undefined && one.at < line.at; one = added[++next]) before.push(one);
    before.push(line);
  }
  for (const line of added.slice(next)) before.push(line);
  return before;
}
