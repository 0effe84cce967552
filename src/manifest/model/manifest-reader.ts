import type { Position, Range } from '../../core/text-position.ts';
import type { ManifestProblem } from './manifest-contents.ts';
import { type VariableFiller, type VariableValues, variableFiller } from './manifest-variables.ts';
import type { MapNode, ParsedYaml, TreeNode } from './yaml-tree.ts';

/** A node of the text, with the line that its own lines are relative to. */
export interface LocatedNode {
  readonly tree: TreeNode;
  readonly line: number;
}

/** A key of a map with its value; the value is undefined while nothing is typed after the colon. */
export interface MapEntry {
  readonly key: string;
  readonly range: Range;
  readonly value: LocatedNode | undefined;
}

/** Results of `ManifestReader.cached`, shared by all readers: after an edit most nodes stay the same. */
export type NodeCache<T> = WeakMap<
  TreeNode,
  {
    readonly line: number;
    readonly name: string;
    readonly variables: string;
    readonly reads: number;
    readonly value: T;
  }
>;

/** Aliases can make a short text stand for a huge one. No real manifest has more entries than this. */
const maxEntries = 20_000;

const maxProblems = 100;

/** Reads the nodes of one YAML text; aliases stand for their targets. Returns nothing rather than throws. */
export class ManifestReader {
  readonly root: LocatedNode | undefined;
  readonly #variables: VariableFiller;
  readonly #problems: ManifestProblem[] = [];
  /** Entries and items read so far. */
  #reads = 0;
  /** Problems met so far, also those that were reported before or are beyond the limit. */
  #problemsMet = 0;
  /** Lines at which duplicate keys of a map were reported. One map may stand at several lines. */
  readonly #reportedDuplicates = new Map<MapNode, Set<number>>();

  /** Errors in the YAML are reported as problems. `environment` has values for variables of the manifest. */
  constructor({ root, problems }: ParsedYaml, environment: VariableValues = {}) {
    this.root = locate(root, 0);
    this.#variables = variableFiller(root, environment);
    for (const { message, range } of problems) this.report({ kind: 'yaml', message, range });
  }

  /** The names of the variables that the manifest declares. */
  get declaredVariables(): ReadonlySet<string> {
    return this.#variables.declared;
  }

  get problems(): readonly ManifestProblem[] {
    return this.#problems;
  }

  /** Adds a problem, up to a limit. */
  report(problem: ManifestProblem): void {
    this.#problemsMet++;
    if (this.#problems.length < maxProblems) this.#problems.push(problem);
  }

  /** The value of a key; undefined where the node is no map or lacks the key. */
  field(node: LocatedNode | undefined, key: string): LocatedNode | undefined {
    if (node === undefined) return undefined;
    const map = targetOf(node);
    if (map?.kind !== 'map') return undefined;
    const entry = this.#entriesByKey(map, node.line).get(key);
    return entry && locate(entry.value, node.line + entry.line);
  }

  /** The entries of a map; of duplicate keys the first counts, as it does for `field`. */
  entries(node: LocatedNode | undefined): readonly MapEntry[] {
    if (node === undefined) return [];
    const map = targetOf(node);
    if (map?.kind !== 'map') return [];
    return this.#limited([...this.#entriesByKey(map, node.line).values()]).map(({ key, range, value, line }) => ({
      key,
      range: moved(range, node.line + line),
      value: locate(value, node.line + line),
    }));
  }

  /** The items of a list, without empty ones. */
  items(node: LocatedNode | undefined): readonly LocatedNode[] {
    if (node === undefined) return [];
    const list = targetOf(node);
    if (list?.kind !== 'list') return [];
    return this.#limited(list.items).flatMap(({ value, line }) => {
      const item = { tree: value, line: node.line + line };
      return this.isFilled(item) ? [item] : [];
    });
  }

  /**
   * The text of a string scalar with its variables filled in, as far as their values are known; undefined for anything
   * else, numbers and booleans included.
   */
  text(node: LocatedNode | undefined): string | undefined {
    const written = this.writtenText(node);
    return written === undefined ? undefined : this.#variables.fill(written);
  }

  /** The text of a string scalar as it is written. */
  writtenText(node: LocatedNode | undefined): string | undefined {
    const value = scalarValue(node);
    return typeof value === 'string' ? value : undefined;
  }

  boolean(node: LocatedNode | undefined): boolean | undefined {
    const value = scalarValue(node);
    return typeof value === 'boolean' ? value : undefined;
  }

  number(node: LocatedNode | undefined): number | undefined {
    const value = scalarValue(node);
    return typeof value === 'number' ? value : undefined;
  }

  /** What a node is; undefined for null and for dates and the like. */
  kind(node: LocatedNode | undefined): 'text' | 'number' | 'boolean' | 'map' | 'list' | undefined {
    const tree = targetOf(node);
    if (tree?.kind === 'map' || tree?.kind === 'list') return tree.kind;
    const value = scalarValue(node);
    if (typeof value === 'number') return 'number';
    if (typeof value === 'boolean') return 'boolean';
    return typeof value === 'string' ? 'text' : undefined;
  }

  /** Whether the node exists and is not null. */
  isFilled(node: LocatedNode | undefined): boolean {
    const tree = targetOf(node);
    return tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
  }

  isMap(node: LocatedNode | undefined): boolean {
    return targetOf(node)?.kind === 'map';
  }

  isList(node: LocatedNode | undefined): boolean {
    return targetOf(node)?.kind === 'list';
  }

  range({ tree, line }: LocatedNode): Range {
    return moved(tree.range, line);
  }

  /**
   * The result of `compute`, which must depend on the node, the name and the values of variables alone. Results are not cached where a problem
   * was met, so that it is reported again.
   */
  cached<T>(cache: NodeCache<T>, node: LocatedNode, name: string, compute: () => T): T {
    const { tree, line } = node;
    const variables = this.#variables.id;
    const hit = cache.get(tree);
    if (
      hit?.line === line &&
      hit.name === name &&
      hit.variables === variables &&
      this.#reads + hit.reads <= maxEntries
    ) {
      this.#reads += hit.reads;
      return hit.value;
    }
    const [readsBefore, problemsBefore] = [this.#reads, this.#problemsMet];
    const value = compute();
    if (this.#problemsMet === problemsBefore && this.#reads <= maxEntries)
      cache.set(tree, { line, name, variables, reads: this.#reads - readsBefore, value });
    return value;
  }

  /** The part of a collection up to the limit of entries. */
  #limited<T>(all: readonly T[]): readonly T[] {
    const room = maxEntries - this.#reads;
    this.#reads += all.length;
    if (all.length <= room) return all;
    if (room > 0 && this.root)
      this.report({
        kind: 'tooManyEntries',
        message: 'This manifest has too many entries; the rest is not read',
        range: this.range(this.root),
      });
    return all.slice(0, Math.max(room, 0));
  }

  #entriesByKey(map: MapNode, line: number): MapIndex['byKey'] {
    const { byKey, duplicates } = indexOf(map);
    if (duplicates.length > 0) this.#reportDuplicates(map, line, duplicates);
    return byKey;
  }

  /** Reports each duplicate key once, however often the map is read. */
  #reportDuplicates(map: MapNode, mapLine: number, duplicates: MapIndex['duplicates']): void {
    this.#problemsMet++;
    const lines = this.#reportedDuplicates.get(map) ?? new Set();
    if (lines.has(mapLine)) return;
    this.#reportedDuplicates.set(map, lines.add(mapLine));
    for (const { key, range, line } of duplicates)
      this.report({
        kind: 'duplicateKey',
        subject: key,
        message: `"${key}" is there twice`,
        range: moved(range, mapLine + line),
      });
  }
}

interface MapIndex {
  /** Of duplicate keys the first entry. */
  readonly byKey: ReadonlyMap<string, MapNode['entries'][number]>;
  readonly duplicates: readonly MapNode['entries'][number][];
}

/** Parts of a text that did not change are read again after each edit. */
const indexes = new WeakMap<MapNode, MapIndex>();

function indexOf(map: MapNode): MapIndex {
  const existing = indexes.get(map);
  if (existing) return existing;
  const byKey = new Map<string, MapNode['entries'][number]>();
  const duplicates = map.entries.filter((entry) => {
    const isDuplicate = byKey.has(entry.key);
    if (!isDuplicate) byKey.set(entry.key, entry);
    return isDuplicate;
  });
  const index = { byKey, duplicates };
  indexes.set(map, index);
  return index;
}

/** The node itself or what it is an alias of. */
function targetOf(node: LocatedNode | undefined): TreeNode | undefined {
  return node?.tree.kind === 'alias' ? node.tree.target : node?.tree;
}

function scalarValue(node: LocatedNode | undefined): unknown {
  const tree = targetOf(node);
  return tree?.kind === 'scalar' ? tree.value : undefined;
}

function locate(tree: TreeNode | undefined, line: number): LocatedNode | undefined {
  return tree && { tree, line };
}

function moved({ start, end }: Range, lines: number): Range {
  const down = ({ line, character }: Position): Position => ({ line: line + lines, character });
  return { start: down(start), end: down(end) };
}
