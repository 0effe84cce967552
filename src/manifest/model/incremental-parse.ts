// The yaml package only parses whole texts, which is too slow for a long manifest at every keystroke.
import type { Range } from '../../core/text-position.ts';
import { type Chunk, type KeyChunk, splitYaml } from './yaml-chunks.ts';
import {
  type ListNode,
  type MapNode,
  type ParsedYaml,
  parseYaml,
  type TreeNode,
  type YamlProblem,
} from './yaml-tree.ts';

/**
 * A parser for successive versions of one text that parses only the chunks that changed since the last version. For a
 * text without errors the result is that of `parseYaml`. Throws as `parseYaml` does.
 */
export function createIncrementalParser(): (text: string) => ParsedYaml {
  let lastParsed: ReadonlyMap<string, ParsedYaml> = new Map();

  return (text) => {
    const root = splitYaml(text);
    if (root === undefined || isSingleChunk(root)) return parseYaml(text);
    const assembly = new TreeAssembly(lastParsed);
    const tree = assembly.assemble(root);
    lastParsed = assembly.parsed;
    return { root: tree, problems: assembly.problems };
  };
}

/** One entry, or no map at all: there is nothing to reuse. */
function isSingleChunk(chunk: Chunk): boolean {
  return chunk.kind === 'map' && chunk.parts.length === 1 && chunk.parts[0]?.kind === 'text';
}

/** Puts the tree of a text together from parsed chunks. */
class TreeAssembly {
  readonly problems: YamlProblem[] = [];
  /** What the chunks were parsed to, by their text. */
  readonly parsed = new Map<string, ParsedYaml>();
  readonly #lastParsed: ReadonlyMap<string, ParsedYaml>;

  constructor(lastParsed: ReadonlyMap<string, ParsedYaml>) {
    this.#lastParsed = lastParsed;
  }

  /** A map or list as a tree whose lines are relative to the whole text. */
  assemble(chunk: Chunk): TreeNode | undefined {
    switch (chunk.kind) {
      case 'text':
        return undefined;
      case 'map':
        return { kind: 'map', range: chunk.range, entries: chunk.parts.flatMap((part) => this.#entriesOf(part)) };
      case 'list':
        return { kind: 'list', range: chunk.range, items: chunk.parts.flatMap((part) => this.#itemsOf(part)) };
    }
  }

  #entriesOf(part: Chunk | KeyChunk): MapNode['entries'] {
    if (part.kind === 'key') return [{ key: part.key, range: part.range, value: this.assemble(part.value), line: 0 }];
    if (part.kind !== 'text') return [];
    const { root } = this.#parse(part);
    if (root?.kind === 'map') return root.entries.map((entry) => ({ ...entry, line: part.line }));
    if (root !== undefined)
      this.problems.push({ message: 'A key has a colon behind it', range: moved(root.range, part.line) });
    return [];
  }

  #itemsOf(part: Chunk): ListNode['items'] {
    if (part.kind !== 'text') return [];
    const { root } = this.#parse(part);
    return root?.kind === 'list' ? root.items.map((item) => ({ ...item, line: part.line })) : [];
  }

  /** Parses a chunk, where it is not known, and collects its problems. */
  #parse({ text, line }: Extract<Chunk, { kind: 'text' }>): ParsedYaml {
    const result = this.parsed.get(text) ?? this.#lastParsed.get(text) ?? parseYaml(text);
    this.parsed.set(text, result);
    for (const { message, range } of result.problems) this.problems.push({ message, range: moved(range, line) });
    return result;
  }
}

function moved({ start, end }: Range, lines: number): Range {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}
