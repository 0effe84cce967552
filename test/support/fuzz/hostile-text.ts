// Damaged texts: edits as made by hand, by a merge or by a broken disk.
import * as fc from 'fast-check';
import { hostileTexts } from './json.ts';

/** One edit of a text; `at` and `length` are fractions of its length. */
export interface TextEdit {
  readonly at: number;
  readonly length: number;
  readonly how: 'insert' | 'remove' | 'repeat' | 'move' | 'truncate';
  readonly text: string;
}

const yamlBits = [
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  '- ',
  '\n',
  '\r',
  '\t',
  '  ',
  '"',
  "'",
  '#',
  '|',
  '>',
  '&a ',
  '*a',
  '<<: *a',
  '!!str ',
  '!!binary ',
  '? ',
  '%YAML 9',
  '---\n',
  '...',
  '\0',
  '\uFEFF',
  'null',
  '~',
  '0x10',
  '2020-01-01',
  '__proto__:',
  'constructor: ',
  '"\\',
  '@',
  '`',
];

export const textEdit: fc.Arbitrary<TextEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.double({ min: 0, max: 0.2, noNaN: true }),
  how: fc.constantFrom('insert', 'insert', 'insert', 'remove', 'repeat', 'move', 'truncate'),
  text: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...yamlBits) },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  ),
});

/** Returns the text after applying the edits in order; never longer than a few hundred kilobytes. */
export function editedText(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((before, { at, length, how, text: added }) => {
    const start = Math.floor(at * before.length);
    const end = Math.min(before.length, start + Math.ceil(length * before.length));
    const part = before.slice(start, end);
    if (before.length > 300_000) return before;
    if (how === 'insert') return before.slice(0, start) + added + before.slice(start);
    if (how === 'remove') return before.slice(0, start) + before.slice(end);
    if (how === 'repeat') return before.slice(0, end) + part + before.slice(end);
    if (how === 'move') return before.slice(0, start) + before.slice(end) + part;
    return before.slice(0, start);
  }, text);
}
