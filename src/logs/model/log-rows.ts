import { isAtLeast, type LogLevel, type LogLine } from '../../core/log-line.ts';
import { indexIn, type LinesChange, mergeInto } from './line-store.ts';

/** A row of the list of lines: a line, or the head of an invocation above its lines. */
export type LogRow =
  | { readonly kind: 'line'; readonly line: LogLine; readonly isInInvocation: boolean }
  | {
      readonly kind: 'invocation';
      readonly invocation: string;
      readonly isOpen: boolean;
      /** How many of its lines are found, and the first of them. */
      readonly count: number;
      readonly first: LogLine;
      /** Epoch milliseconds. */
      readonly endedAt: number;
      /** The most severe level of its lines. */
      readonly level: LogLevel;
    };

/** Lines as rows by index: flat in the order of time, or below their invocations in the order in which these began. */
export interface LogRows {
  readonly isGrouped: boolean;
  readonly count: number;
  /** The rows from an index, `count` at most. */
  window(from: number, count: number): LogRow[];
  /** Index of a line's row, or of the head of its closed invocation; -1 if it isn't there. */
  indexOf(line: Pick<LogLine, 'id' | 'at' | 'invocation'>): number;
  group(isGrouped: boolean): void;
  open(invocation: string, isOpen: boolean): void;
  openAll(isOpen: boolean): void;
}

/** Rows that follow a list of lines. */
export interface FollowingRows extends LogRows {
  /** Takes over what changed in the list. */
  follow(change: LinesChange): void;
}

/** The lines of an invocation, or one line without. */
interface Group {
  readonly invocation: string | undefined;
  lines: LogLine[];
}

/** Creates rows over a list of lines in the order of time, which may change before each call of `follow`. */
export function createRows(lines: () => readonly LogLine[]): FollowingRows {
  return new GroupableRows(lines);
}

class GroupableRows implements FollowingRows {
  readonly #lines: () => readonly LogLine[];
  /** Undefined while the rows are flat. */
  #groups: Group[] | undefined;
  #byInvocation = new Map<string, Group>();
  #opensAll = true;
  /** Invocations that aren't as all others are. */
  #exceptions = new Set<string>();

  constructor(lines: () => readonly LogLine[]) {
    this.#lines = lines;
  }

  get isGrouped(): boolean {
    return this.#groups !== undefined;
  }

  get count(): number {
    return this.#groups?.reduce((sum, group) => sum + this.#rowsOf(group), 0) ?? this.#lines().length;
  }

  window(from: number, count: number): LogRow[] {
    if (this.#groups === undefined)
      return this.#lines()
        .slice(from, from + count)
        .map((line) => ({ kind: 'line', line, isInInvocation: false }));
    const rows: LogRow[] = [];
    let start = 0;
    for (const group of this.#groups) {
      const size = this.#rowsOf(group);
      if (start + size > from) rows.push(...this.#groupRows(group, Math.max(0, from - start), from + count - start));
      start += size;
      if (start >= from + count) break;
    }
    return rows;
  }

  indexOf(line: Pick<LogLine, 'id' | 'at' | 'invocation'>): number {
    if (this.#groups === undefined) return indexIn(this.#lines(), line);
    let start = 0;
    for (const group of this.#groups) {
      const isIts =
        line.invocation === undefined ? group.invocation === undefined : group.invocation === line.invocation;
      const index = isIts ? indexIn(group.lines, line) : -1;
      if (index >= 0 && group.invocation === undefined) return start;
      if (index >= 0) return this.#isOpen(group) ? start + 1 + index : start;
      start += this.#rowsOf(group);
    }
    return -1;
  }

  group(isGrouped: boolean): void {
    this.#groups = isGrouped ? [] : undefined;
    this.#byInvocation = new Map();
    if (isGrouped) this.#addAll(this.#lines());
  }

  open(invocation: string, isOpen: boolean): void {
    if (isOpen === this.#opensAll) this.#exceptions.delete(invocation);
    else this.#exceptions.add(invocation);
  }

  openAll(isOpen: boolean): void {
    [this.#opensAll, this.#exceptions] = [isOpen, new Set()];
  }

  follow({ added, dropped, isReset }: LinesChange): void {
    if (this.#groups === undefined) return;
    if (isReset) this.group(true);
    else {
      if (dropped.length > 0) this.#dropAll(dropped);
      this.#addAll(added);
    }
  }

  #addAll(lines: readonly LogLine[]): void {
    if (this.#groups === undefined) return;
    let isInOrder = true;
    for (const line of lines) {
      const { invocation } = line;
      const known = invocation === undefined ? undefined : this.#byInvocation.get(invocation);
      if (known !== undefined) {
        isInOrder &&= startOf(known) <= line.at;
        if ((known.lines.at(-1)?.at ?? 0) <= line.at) known.lines.push(line);
        else known.lines = mergeInto(known.lines, [line]);
      } else {
        const last = this.#groups.at(-1);
        isInOrder &&= last === undefined || startOf(last) <= line.at;
        const group: Group = { invocation, lines: [line] };
        this.#groups.push(group);
        if (invocation !== undefined) this.#byInvocation.set(invocation, group);
      }
    }
    if (!isInOrder) this.#groups.sort((a, b) => startOf(a) - startOf(b));
  }

  /** Takes away the first lines. Their groups are the first ones too, but for those that late lines belong to. */
  #dropAll(lines: readonly LogLine[]): void {
    const groups = this.#groups ?? [];
    const gone = new Set(lines);
    let over = lines.filter(({ invocation }) => invocation === undefined).length;
    for (const invocation of new Set(lines.map((line) => line.invocation))) {
      const group = invocation === undefined ? undefined : this.#byInvocation.get(invocation);
      if (group === undefined || invocation === undefined) continue;
      group.lines = group.lines.filter((line) => !gone.has(line));
      if (group.lines.length > 0) continue;
      this.#byInvocation.delete(invocation);
      over++;
    }
    const isOver = ({ invocation, lines: [first] }: Group) =>
      first === undefined || (invocation === undefined && gone.has(first));
    let first = 0;
    for (let group = groups[0]; group !== undefined && isOver(group); group = groups[first]) first++;
    groups.splice(0, first);
    if (first < over) this.#groups = groups.filter((group) => !isOver(group));
  }

  #isOpen({ invocation = '' }: Group): boolean {
    return (this.#exceptions.size > 0 && this.#exceptions.has(invocation)) !== this.#opensAll;
  }

  #rowsOf(group: Group): number {
    if (group.invocation === undefined) return 1;
    return this.#isOpen(group) ? group.lines.length + 1 : 1;
  }

  /** The rows of a group from one index to another, which is exclusive. */
  #groupRows(group: Group, from: number, to: number): LogRow[] {
    const { invocation, lines } = group;
    const [first] = lines;
    if (first === undefined) return [];
    if (invocation === undefined) return [{ kind: 'line', line: first, isInInvocation: false }];
    const isOpen = this.#isOpen(group);
    const below = isOpen ? lines.slice(Math.max(0, from - 1), Math.max(0, to - 1)) : [];
    const head: LogRow[] = from === 0 ? [headOf(invocation, lines, first, isOpen)] : [];
    return [...head, ...below.map((line): LogRow => ({ kind: 'line', line, isInInvocation: true }))];
  }
}

const startOf = ({ lines: [first] }: Group) => first?.at ?? 0;

function headOf(invocation: string, lines: readonly LogLine[], first: LogLine, isOpen: boolean): LogRow {
  const level = lines.reduce<LogLevel>((worst, line) => (isAtLeast(line.level, worst) ? line.level : worst), 'TRACE');
  const endedAt = lines.at(-1)?.at ?? first.at;
  return { kind: 'invocation', invocation, isOpen, count: lines.length, first, endedAt, level };
}
