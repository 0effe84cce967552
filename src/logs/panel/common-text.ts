import type { LogLine } from '../../core/log-line.ts';
import { errorPattern } from '../model/error-pattern.ts';

/** The parts that the messages of similar lines have in common, given their pattern with `…` for what varies. */
export function commonTexts(pattern: string): string[] {
  return pattern
    .split('…')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

/** The longest part of a line's first line that doesn't vary from one line to the next; the whole of it if all does. */
export function typicalText(line: Pick<LogLine, 'errors' | 'text'>): string {
  const [first = ''] = line.text.split('\n', 1);
  const [longest = first.slice(0, 200)] = commonTexts(errorPattern({ text: first })).sort(
    (a, b) => b.length - a.length,
  );
  return longest;
}
