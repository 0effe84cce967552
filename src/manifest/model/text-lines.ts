import type { TextChange } from './locate-scopes.ts';

/** Finds lines of a text by offsets. */
export interface TextLines {
  readonly text: string;
  /** The line ending of the first line. */
  readonly eol: string;
  /** Offset of the start of the line. */
  lineStart(offset: number): number;
  /** Offset of the end of the line, before its line ending. */
  lineEnd(offset: number): number;
  /** The spaces and tabs at the start of the line. */
  indent(offset: number): string;
  /** Whether the text of the line before the offset matches `lead`, by default spaces and tabs. */
  isFirstOnLine(offset: number, lead?: RegExp): boolean;
  /** Removes all lines between two offsets as a whole. */
  removeLines(from: number, to: number): TextChange;
}

/** The lines of a text; all offsets are in that text. */
export function createTextLines(text: string): TextLines {
  const lineStart = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = (offset: number) => {
    const found = text.indexOf('\n', offset);
    if (found < 0) return text.length;
    return text[found - 1] === '\r' && found > offset ? found - 1 : found;
  };
  const endOfLineBefore = (offset: number) => {
    const newline = lineStart(offset) - 1;
    if (newline < 0) return 0;
    return text[newline - 1] === '\r' ? newline - 1 : newline;
  };
  return {
    text,
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    lineStart,
    lineEnd,
    indent: (offset) => /^[ \t]*/.exec(text.slice(lineStart(offset), lineEnd(offset)))?.[0] ?? '',
    isFirstOnLine: (offset, lead = /^[ \t]*$/) => lead.test(text.slice(lineStart(offset), offset)),
    removeLines(from, to) {
      const next = text.indexOf('\n', to);
      if (next >= 0) return { start: lineStart(from), end: next + 1, text: '' };
      // The last line has no line ending: that of the line before goes.
      return { start: endOfLineBefore(from), end: text.length, text: '' };
    },
  };
}
