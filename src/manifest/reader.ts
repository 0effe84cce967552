import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLMap } from 'yaml';
import type { ManifestProblem } from './contents.ts';
import type { Place, Range } from '../core/place.ts';

/** A key of a map with its value; the value is undefined while nothing is typed behind the colon. */
export interface Entry {
  readonly key: string;
  readonly range: Range;
  readonly value: Node | undefined;
}

/** Reads the nodes of one YAML text, through aliases where they stand for something. Finds nothing rather than throws. */
export interface Reader {
  readonly root: Node | undefined;
  readonly problems: readonly ManifestProblem[];
  /** The value behind a key of a map; undefined where the node is no map or has no such key. */
  field(node: Node | undefined, key: string): Node | undefined;
  /** The entries of a map, each key once: the first one counts, as it does for `field`. */
  entries(node: Node | undefined): readonly Entry[];
  /** The items of a list; items that are not typed yet are left out. */
  items(node: Node | undefined): readonly Node[];
  /** The text of a scalar; undefined for anything else, numbers and booleans too. */
  text(node: Node | undefined): string | undefined;
  boolean(node: Node | undefined): boolean | undefined;
  /** Whether the node is there and holds something. */
  isFilled(node: Node | undefined): boolean;
  isMap(node: Node | undefined): boolean;
  isList(node: Node | undefined): boolean;
  range(node: Node): Range;
  problem(message: string, range: Range): void;
}

/** Aliases can make a short text stand for a long one; no manifest has more entries than this. */
const maxEntries = 20_000;

/** More would help nobody. */
const maxProblems = 100;

/** A reader of a text; what is wrong with its YAML is among the problems. */
export function createReader(text: string): Reader {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  const problems: ManifestProblem[] = [];
  const { targets, unknown } = aliasTargets(document.contents);
  let read = 0;

  function problem(message: string, range: Range): void {
    if (problems.length < maxProblems) problems.push({ message, range });
  }

  function place(offset: number): Place {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line - 1, 0), character: Math.max(col - 1, 0) };
  }

  function range(node: Node): Range {
    const [start, end] = node.range ?? [0, 0];
    return { start: place(start), end: place(end) };
  }

  /** What a node or the alias of one stands for. */
  const target = (node: unknown): Node | undefined => (isAlias(node) ? targets.get(node) : isNode(node) ? node : undefined);

  /** The part of a list that is still read; beyond the limit nothing is. */
  function within<T>(all: readonly T[]): readonly T[] {
    const room = maxEntries - read;
    read += all.length;
    if (all.length > room && room > 0) problem('This manifest has too many entries; the rest is not read', range(document.contents ?? document.createNode(null)));
    return all.length > room ? all.slice(0, Math.max(room, 0)) : all;
  }

  function keyed(map: YAMLMap): Entry[] {
    const seen = new Set<string>();
    return within(map.items).flatMap(({ key, value }) => {
      const name = target(key);
      if (!isNode(key) || !isScalar(name) || typeof name.value !== 'string') return [];
      const entry = { key: name.value, range: range(key), value: isNode(value) ? value : undefined };
      if (seen.has(entry.key)) {
        problem(`"${entry.key}" is there twice`, entry.range);
        return [];
      }
      seen.add(entry.key);
      return [entry];
    });
  }

  // A map is read several times, its problems are told once.
  const known = new Map<YAMLMap, readonly Entry[]>();
  function entries(node: Node | undefined): readonly Entry[] {
    const map = target(node);
    if (!isMap(map)) return [];
    const found = known.get(map) ?? keyed(map);
    known.set(map, found);
    return found;
  }

  for (const { code, message, pos } of document.errors) {
    problem(code === 'RESOURCE_EXHAUSTION' ? 'This manifest is nested too deeply' : message, { start: place(pos[0]), end: place(pos[1]) });
  }
  for (const alias of unknown) problem(`There is no anchor &${alias.source} before this`, range(alias));

  return {
    root: document.contents ?? undefined,
    problems,
    entries,
    field: (node, key) => entries(node).find((entry) => entry.key === key)?.value,
    items(node) {
      const list = target(node);
      return isSeq(list) ? within(list.items).filter((item): item is Node => isNode(item) && filled(target(item))) : [];
    },
    text(node) {
      const scalar = target(node);
      return isScalar(scalar) && typeof scalar.value === 'string' ? scalar.value : undefined;
    },
    boolean(node) {
      const scalar = target(node);
      return isScalar(scalar) && typeof scalar.value === 'boolean' ? scalar.value : undefined;
    },
    isFilled: (node) => filled(target(node)),
    isMap: (node) => isMap(target(node)),
    isList: (node) => isSeq(target(node)),
    range,
    problem,
  };
}

function filled(node: Node | undefined): boolean {
  return node !== undefined && !(isScalar(node) && node.value === null);
}

/** What each alias stands for: the last node before it that has its anchor. Aliases without one are apart. */
function aliasTargets(contents: Node | null): { targets: ReadonlyMap<Node, Node>; unknown: readonly Alias[] } {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const unknown: Alias[] = [];
  visit(contents, {
    Alias(_key, alias) {
      const found = anchors.get(alias.source);
      if (found === undefined) unknown.push(alias);
      else targets.set(alias, found);
    },
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return { targets, unknown };
}
