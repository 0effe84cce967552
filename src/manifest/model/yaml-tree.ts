// The yaml package's own nodes hold offsets into the whole text; these stay valid when an unchanged piece of the text
// moves to other lines.
import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node as YamlNode, visit } from 'yaml';
import type { Place, Range } from '../../core/text-position.ts';
import { yamlDocument } from './yaml-document.ts';

/** A node of YAML; its places count from the first line of the text that it was parsed in. */
export type Tree = TreeMap | TreeList | TreeScalar | TreeAlias;

/** A part of a map or list: `line` is added to its own lines and to those of its value. */
export interface TreeMap {
  readonly kind: 'map';
  readonly range: Range;
  /** Keys that are no texts are left out. */
  readonly entries: readonly {
    readonly key: string;
    readonly range: Range;
    readonly value: Tree | undefined;
    readonly line: number;
  }[];
}

export interface TreeList {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly { readonly value: Tree; readonly line: number }[];
}

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly value: unknown;
}

/** What an alias stands for, in the same text; undefined where there is no such anchor before it. */
export interface TreeAlias {
  readonly kind: 'alias';
  readonly range: Range;
  readonly target: Tree | undefined;
}

export interface ParsedYaml {
  readonly root: Tree | undefined;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly message: string;
  readonly range: Range;
}

/** Parses a YAML text as far as it can be; throws only where it is nested thousands of levels deep. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = yamlDocument(text, lines);
  const problems: YamlProblem[] = [];
  const { targets, unknown } = aliasTargets(document.contents);
  const made = new Map<YamlNode, Tree>();

  function place(offset: number): Place {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line - 1, 0), character: Math.max(col - 1, 0) };
  }

  function rangeOf(node: YamlNode): Range {
    const [start, end] = node.range ?? [0, 0];
    return { start: place(start), end: place(end) };
  }

  function toTree(node: YamlNode): Tree {
    const tree = made.get(node) ?? newTree(node);
    made.set(node, tree);
    return tree;
  }

  function newTree(node: YamlNode): Tree {
    const range = rangeOf(node);
    if (isAlias(node)) {
      // An anchor comes before its aliases, so that what it stands for is there; in a loop it is not.
      const target = targets.get(node);
      return { kind: 'alias', range, target: target && made.get(target) };
    }
    if (isMap(node)) {
      const entries = node.items.flatMap(({ key, value }) => {
        const name = isAlias(key) ? targets.get(key) : key;
        return isNode(key) && isScalar(name) && typeof name.value === 'string'
          ? [{ key: name.value, range: rangeOf(key), value: isNode(value) ? toTree(value) : undefined, line: 0 }]
          : [];
      });
      return { kind: 'map', range, entries };
    }
    if (isSeq(node))
      return {
        kind: 'list',
        range,
        items: node.items.flatMap((item) => (isNode(item) ? [{ value: toTree(item), line: 0 }] : [])),
      };
    return { kind: 'scalar', range, value: isScalar(node) ? node.value : undefined };
  }

  for (const { code, message, pos } of document.errors) {
    problems.push({
      message: code === 'RESOURCE_EXHAUSTION' ? 'This manifest is nested too deeply' : message,
      range: { start: place(pos[0]), end: place(pos[1]) },
    });
  }
  for (const alias of unknown)
    problems.push({ message: `There is no anchor &${alias.source} before this`, range: rangeOf(alias) });
  return { root: document.contents === null ? undefined : toTree(document.contents), problems };
}

/** What each alias stands for: the last node before it that has its anchor. Aliases without one are apart. */
function aliasTargets(contents: YamlNode | null): {
  targets: ReadonlyMap<YamlNode, YamlNode>;
  unknown: readonly Alias[];
} {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<YamlNode, YamlNode>();
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
