// The yaml package's own nodes hold offsets into the whole text; these stay valid when an unchanged chunk of the text
// moves to other lines.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node as YamlNode,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Position, Range } from '../../core/text-position.ts';
import { yamlDocument } from './yaml-document.ts';

/** A node of YAML. Its lines are relative to the first line of the text that it was parsed from. */
export type TreeNode = MapNode | ListNode | ScalarNode | AliasNode;

/** `line` of an entry or item is added to its own lines and to those of its value. */
export interface MapNode {
  readonly kind: 'map';
  readonly range: Range;
  /** Without keys that are no strings. */
  readonly entries: readonly {
    readonly key: string;
    readonly range: Range;
    readonly value: TreeNode | undefined;
    readonly line: number;
  }[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly { readonly value: TreeNode; readonly line: number }[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly value: unknown;
}

/** `target` is what the alias stands for; undefined where no such anchor comes before it. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly range: Range;
  readonly target: TreeNode | undefined;
}

export interface ParsedYaml {
  readonly root: TreeNode | undefined;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly message: string;
  readonly range: Range;
}

/** Parses as much of a YAML text as possible. Throws only where it is nested thousands of levels deep. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  return new TreeBuilder(yamlDocument(text, lines), lines).build();
}

/** More mistakes of a kind are not told: nobody reads them, and a text can have a hundred thousand. */
const maxMistakes = 100;

/** Turns a document of the `yaml` package into nodes. */
class TreeBuilder {
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  readonly #targets: ReadonlyMap<YamlNode, YamlNode>;
  readonly #unresolved: readonly Alias[];
  readonly #built = new Map<YamlNode, TreeNode>();

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
    const { targets, unresolved } = aliasTargets(document.contents);
    this.#targets = targets;
    this.#unresolved = unresolved;
  }

  build(): ParsedYaml {
    const { contents } = this.#document;
    return { root: contents === null ? undefined : this.#toTree(contents), problems: this.#problems() };
  }

  #problems(): YamlProblem[] {
    return [
      ...this.#document.errors.slice(0, maxMistakes).map(({ code, message, pos: [start, end] }) => ({
        message: code === 'RESOURCE_EXHAUSTION' ? 'This manifest is nested too deeply' : message,
        range: { start: this.#positionOf(start), end: this.#positionOf(end) },
      })),
      ...this.#unresolved.slice(0, maxMistakes).map((alias) => ({
        message: `There is no anchor &${alias.source} before this`,
        range: this.#rangeOf(alias),
      })),
    ];
  }

  #toTree(node: YamlNode): TreeNode {
    const tree = this.#built.get(node) ?? this.#newTree(node);
    this.#built.set(node, tree);
    return tree;
  }

  #newTree(node: YamlNode): TreeNode {
    const range = this.#rangeOf(node);
    if (isAlias(node)) {
      // The target comes first in the text, so it is built already, unless the alias lies within it.
      const target = this.#targets.get(node);
      return { kind: 'alias', range, target: target && this.#built.get(target) };
    }
    if (isMap(node)) return { kind: 'map', range, entries: this.#entriesOf(node) };
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => (isNode(item) ? [{ value: this.#toTree(item), line: 0 }] : []));
      return { kind: 'list', range, items };
    }
    return { kind: 'scalar', range, value: isScalar(node) ? node.value : undefined };
  }

  #entriesOf({ items }: YAMLMap): MapNode['entries'] {
    return items.flatMap(({ key, value }) => {
      const name = isAlias(key) ? this.#targets.get(key) : key;
      if (!isNode(key) || !isScalar(name) || typeof name.value !== 'string') return [];
      return [
        { key: name.value, range: this.#rangeOf(key), value: isNode(value) ? this.#toTree(value) : undefined, line: 0 },
      ];
    });
  }

  #rangeOf(node: YamlNode): Range {
    const [start, end] = node.range ?? [0, 0];
    return { start: this.#positionOf(start), end: this.#positionOf(end) };
  }

  #positionOf(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line - 1, 0), character: Math.max(col - 1, 0) };
  }
}

/** The target of each alias, which is the last node before it with that anchor; aliases without one are unresolved. */
function aliasTargets(contents: YamlNode | null): {
  targets: ReadonlyMap<YamlNode, YamlNode>;
  unresolved: readonly Alias[];
} {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<YamlNode, YamlNode>();
  const unresolved: Alias[] = [];
  visit(contents, {
    Alias(_key, alias) {
      const found = anchors.get(alias.source);
      if (found === undefined) unresolved.push(alias);
      else targets.set(alias, found);
    },
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return { targets, unresolved };
}
