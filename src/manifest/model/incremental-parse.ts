import type { Range } from '../../core/text-position.ts';
import { type KeyedPiece, type Piece, piecesOf } from './yaml-pieces.ts';
import { type ParsedYaml, parseYaml, type Tree, type TreeList, type TreeMap, type YamlProblem } from './yaml-tree.ts';

/**
 * Makes a parser for the successive states of one text: what did not change since the last state is not parsed again.
 * It gives what `parseYaml` gives of a text without mistakes. Throws as that does.
 */
export function createIncrementalParser(): (text: string) => ParsedYaml {
  let known = new Map<string, ParsedYaml>();

  return (text) => {
    const piece = piecesOf(text);
    // One entry, or something that is no map at all: there is nothing to spare.
    if (piece === undefined || (piece.kind === 'map' && piece.parts.length === 1 && piece.parts[0]?.kind === 'text'))
      return parseYaml(text);
    const used = new Map<string, ParsedYaml>();
    const problems: YamlProblem[] = [];

    function parsed(part: string): ParsedYaml {
      const found = used.get(part) ?? known.get(part) ?? parseYaml(part);
      used.set(part, found);
      return found;
    }

    /** A piece as a tree whose places count from the first line of the text. */
    function assemble(whole: Piece): Tree | undefined {
      if (whole.kind === 'text') return undefined;
      return whole.kind === 'map'
        ? { kind: 'map', range: whole.range, entries: whole.parts.flatMap(entriesOf) }
        : { kind: 'list', range: whole.range, items: whole.parts.flatMap(itemsOf) };
    }

    function entriesOf(part: Piece | KeyedPiece): TreeMap['entries'] {
      if (part.kind === 'key') return [{ key: part.key, range: part.range, value: assemble(part.value), line: 0 }];
      if (part.kind !== 'text') return [];
      const { root } = noted(part);
      if (root?.kind === 'map') return root.entries.map((entry) => ({ ...entry, line: part.line }));
      if (root !== undefined)
        problems.push({ message: 'A key has a colon behind it', range: down(root.range, part.line) });
      return [];
    }

    function itemsOf(part: Piece): TreeList['items'] {
      if (part.kind !== 'text') return [];
      const { root } = noted(part);
      return root?.kind === 'list' ? root.items.map((item) => ({ ...item, line: part.line })) : [];
    }

    /** A parsed text, with its problems noted. */
    function noted({ text: part, line }: Extract<Piece, { kind: 'text' }>): ParsedYaml {
      const result = parsed(part);
      for (const { message, range } of result.problems) problems.push({ message, range: down(range, line) });
      return result;
    }

    const root = assemble(piece);
    known = used;
    return { root, problems };
  };
}

function down({ start, end }: Range, lines: number): Range {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}
