import type { Place, Range } from '../../core/text-position.ts';
import type { ManifestProblem } from './manifest-contents.ts';
import type { ParsedYaml, Tree, TreeMap } from './yaml-tree.ts';

/** A node of the text, with the line from which its own lines count. */
export interface Node {
  readonly tree: Tree;
  readonly line: number;
}

/** A key of a map with its value; the value is undefined while nothing is typed behind the colon. */
export interface Entry {
  readonly key: string;
  readonly range: Range;
  readonly value: Node | undefined;
}

/** What was made of nodes, for the next reader: most of a text stays as it is. */
export type Memory<T> = WeakMap<
  Tree,
  { readonly line: number; readonly name: string; readonly reads: number; readonly value: T }
>;

/**
 * Reads the nodes of one YAML text, through aliases where they stand for something. Finds nothing rather than throws.
 */
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
  /** What `make` makes of a node, by that and a name alone. It is remembered, unless something in the node is wrong. */
  remembered<T>(memory: Memory<T>, node: Node, name: string, make: () => T): T;
  problem(problem: ManifestProblem): void;
}

/** Aliases can make a short text stand for a long one; no manifest has more entries than this. */
const maxEntries = 20_000;

/** More would help nobody. */
const maxProblems = 100;

/** A reader of a parsed text; what is wrong with its YAML is among the problems. */
export function createReader({ root, problems: found }: ParsedYaml): Reader {
  const problems: ManifestProblem[] = [];
  let read = 0;
  /** How often something wrong was met, whether it was told or not. */
  let wrongs = 0;

  function problem(one: ManifestProblem): void {
    wrongs++;
    if (problems.length < maxProblems) problems.push(one);
  }

  /** What a node or the alias of one stands for. */
  const target = (node: Node | undefined): Tree | undefined =>
    node?.tree.kind === 'alias' ? node.tree.target : node?.tree;
  const below = (value: Tree | undefined, line: number): Node | undefined => value && { tree: value, line };

  /** The part of a list that is still read; beyond the limit nothing is. */
  function within<T>(all: readonly T[]): readonly T[] {
    const room = maxEntries - read;
    read += all.length;
    if (all.length > room && room > 0 && root)
      problem({
        kind: 'tooManyEntries',
        message: 'This manifest has too many entries; the rest is not read',
        range: root.range,
      });
    return all.length > room ? all.slice(0, Math.max(room, 0)) : all;
  }

  // A map is read several times, its problems are told once. The same piece of text may stand at several lines.
  const told = new Map<TreeMap, Set<number>>();
  function index(map: TreeMap, line: number): MapIndex['byKey'] {
    const { byKey, repeated } = indexOf(map);
    if (repeated.length > 0) {
      wrongs++;
      const lines = told.get(map) ?? new Set();
      if (!lines.has(line))
        for (const { key, range, line: own } of repeated)
          problem({
            kind: 'duplicateKey',
            subject: key,
            message: `"${key}" is there twice`,
            range: moved(range, line + own),
          });
      told.set(map, lines.add(line));
    }
    return byKey;
  }

  for (const { message, range } of found) problem({ kind: 'yaml', message, range });

  return {
    root: below(root, 0),
    problems,
    entries(node) {
      const map = target(node);
      if (node === undefined || map?.kind !== 'map') return [];
      return within([...index(map, node.line).values()]).map(({ key, range, value, line }) => ({
        key,
        range: moved(range, node.line + line),
        value: below(value, node.line + line),
      }));
    },
    field(node, key) {
      const map = target(node);
      const entry = node !== undefined && map?.kind === 'map' ? index(map, node.line).get(key) : undefined;
      return entry && below(entry.value, (node?.line ?? 0) + entry.line);
    },
    items(node) {
      const list = target(node);
      if (node === undefined || list?.kind !== 'list') return [];
      return within(list.items).flatMap(({ value, line }) => {
        const item = { tree: value, line: node.line + line };
        return filled(target(item)) ? [item] : [];
      });
    },
    text(node) {
      const scalar = target(node);
      return scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar.value : undefined;
    },
    boolean(node) {
      const scalar = target(node);
      return scalar?.kind === 'scalar' && typeof scalar.value === 'boolean' ? scalar.value : undefined;
    },
    isFilled: (node) => filled(target(node)),
    isMap: (node) => target(node)?.kind === 'map',
    isList: (node) => target(node)?.kind === 'list',
    range: ({ tree, line }) => moved(tree.range, line),
    remembered(memory, node, name, make) {
      const { tree, line } = node;
      const last = memory.get(tree);
      if (last?.line === line && last.name === name && read + last.reads <= maxEntries) {
        read += last.reads;
        return last.value;
      }
      const [readBefore, wrongsBefore] = [read, wrongs];
      const value = make();
      if (wrongs === wrongsBefore && read <= maxEntries)
        memory.set(tree, { line, name, reads: read - readBefore, value });
      return value;
    },
    problem,
  };
}

/** The entries of a map by their keys, each key once: the first one counts. */
interface MapIndex {
  readonly byKey: ReadonlyMap<string, TreeMap['entries'][number]>;
  readonly repeated: readonly TreeMap['entries'][number][];
}

/** Pieces of a text that did not change are read again and again. */
const indexes = new WeakMap<TreeMap, MapIndex>();

function indexOf(map: TreeMap): MapIndex {
  const known = indexes.get(map);
  if (known) return known;
  const byKey = new Map<string, TreeMap['entries'][number]>();
  const repeated = map.entries.filter((entry) => {
    const isRepeated = byKey.has(entry.key);
    if (!isRepeated) byKey.set(entry.key, entry);
    return isRepeated;
  });
  const made = { byKey, repeated };
  indexes.set(map, made);
  return made;
}

function filled(tree: Tree | undefined): boolean {
  return tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
}

function moved({ start, end }: Range, lines: number): Range {
  const down = ({ line, character }: Place): Place => ({ line: line + lines, character });
  return { start: down(start), end: down(end) };
}
