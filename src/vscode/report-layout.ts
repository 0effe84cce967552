/**
 * Text from elsewhere for a plain-text report: on one line, and with marks that change the direction of text or can't
 * be seen spelled out, so that nothing reads as what it is not.
 */
export function escapeReportText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(
      /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu,
      (mark) => `<U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}>`,
    );
}

/** A heading with its underline. */
export function heading(text: string, line = '='): string {
  return `${text}\n${line.repeat(Math.min(100, Array.from(text).length))}`;
}

/** A text in lines of at most 90 characters, broken between words; lines after the first are indented. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 90) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `${indent}${word}`);
  }
  return lines.join('\n');
}

/** Lines of label and value, the values below each other; those without a value are left out. */
export function facts(pairs: readonly (readonly [label: string, value: string | undefined])[]): string {
  const shown = pairs.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}

/** Rows below their columns' names, each column as wide as its widest cell (60 characters at most). */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, index) => Math.min(60, Math.max(...all.map((cells) => cells[index]?.length ?? 0))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === cells.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
