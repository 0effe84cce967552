import stringWidth from 'string-width';
import { spelledOutLine } from './shown-text.ts';

/**
 * Escapes text from elsewhere for a plain-text report: on one line, with invisible characters and those that change the
 * text direction written as codes, so that no text can look like a different one.
 */
export function escapeReportText(text: string): string {
  return spelledOutLine(text);
}

/** A heading with an underline. */
export function heading(text: string, line = '='): string {
  return `${text}\n${line.repeat(Math.min(100, stringWidth(text)))}`;
}

/** Wraps a text at 90 columns between words; lines after the first are indented. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= 90)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `${indent}${word}`);
  }
  return lines.join('\n');
}

/** Lines of label and value, with the values aligned; pairs without a value are left out. */
export function facts(pairs: readonly (readonly [label: string, value: string | undefined])[]): string {
  const shown = pairs.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
  const width = Math.max(0, ...shown.map(([label]) => stringWidth(label)));
  return shown.map(([label, value]) => `${padded(label, width)}  ${value}`).join('\n');
}

/** A table with column names, each column as wide as its widest cell (60 at most). */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, index) =>
    Math.min(60, Math.max(...all.map((cells) => stringWidth(cells[index] ?? '')))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === cells.length - 1 ? cell : padded(cell, widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Pads a text to a width in columns of a monospaced font, where a Japanese character or an emoji takes two. */
function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
