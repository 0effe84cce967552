import type { TextChange } from './scopes-site.ts';

/** The lines of a text, asked for by offsets. */
export interface Lines {
  readonly text: string;
  /** What ends its lines: that of the first one. */
  readonly eol: string;
  /** Where the line begins. */
  start(offset: number): number;
  /** Where the line ends, before what ends it. */
  end(offset: number): number;
  /** The spaces and tabs at the beginning of the line. */
  indent(offset: number): string;
  /** Whether there is nothing on the line before the offset but spaces, or what `lead` says. */
  isFirst(offset: number, lead?: RegExp): boolean;
  /** Takes out the lines from one offset to another, as wholes. */
  whole(from: number, to: number): TextChange;
}

/** The lines of a text. */
export function createLines(text: string): Lines {
  const start = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
  const end = (offset: number) => {
    const found = text.indexOf('\n', offset);
    if (found < 0) return text.length;
    return text[found - 1] === '\r' && found > offset ? found - 1 : found;
  };
  return {
    text,
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    start,
    end,
    indent: (offset) => /^[ \t]*/.exec(text.slice(start(offset), end(offset)))?.[0] ?? '',
    isFirst: (offset, lead = /^[ \t]*$/) => lead.test(text.slice(start(offset), offset)),
    whole(from, to) {
      const next = text.indexOf('\n', to);
      if (next >= 0) return { start: start(from), end: next + 1, text: '' };
      // The last line has nothing that ends it: the one before loses its end instead.
      const before = start(from) - 1;
      return { start: before < 0 ? 0 : text[before - 1] === '\r' ? before - 1 : before, end: text.length, text: '' };
    },
  };
}
