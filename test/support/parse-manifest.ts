import type { Range } from '../../src/manifest/model/manifest.ts';

/** Returns the text in a range, with lines separated as in VS Code. */
export function textAt(text: string, { start, end }: Range): string {
  const lines = text.split(/\r\n|\n/);
  if (start.line === end.line) return (lines[start.line] ?? '').slice(start.character, end.character);
  const between = lines.slice(start.line + 1, end.line);
  return [
    (lines[start.line] ?? '').slice(start.character),
    ...between,
    (lines[end.line] ?? '').slice(0, end.character),
  ].join('\n');
}

/** An app id for hand-written manifests. */
export const handMadeId = 'ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
