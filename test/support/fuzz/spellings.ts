// Secrets in the many ways in which JSON, URLs, HTML and Base64 can spell them.
import * as fc from 'fast-check';

const hex = (character: string) => character.charCodeAt(0).toString(16).padStart(2, '0');

const waysToSpell: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => character,
  (character) => `\\u00${hex(character)}`,
  (character) => `\\u00${hex(character).toUpperCase()}`,
  (character) => `\\\\u00${hex(character)}`,
  (character) => `%${hex(character)}`,
  (character) => `%${hex(character).toUpperCase()}`,
  (character) => `%25${hex(character)}`,
  (character) => `&#${character.charCodeAt(0)};`,
  (character) => `&#x${hex(character)};`,
  (character) => (/["\\/]/.test(character) ? `\\${character}` : character),
];

/** A text with each character spelled in one of many ways. */
export const spelled = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...waysToSpell), { minLength: text.length, maxLength: text.length })
    .map((ways) => Array.from(text, (character, index) => ways[index]?.(character) ?? character).join(''));

/** A text as it is, or in either Base64 behind and before something else, if that keeps enough of it. */
export const encoded = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(text),
    fc
      .tuple(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), fc.constantFrom('base64', 'base64url'))
      .map(([before, after, alphabet]) => Buffer.from(`${before}${text}${after}`).toString(alphabet as 'base64')),
  );

/** The text without its escapes, undone as often as it takes: what somebody who wants the secret would read. */
export function unspelled(text: string): string {
  const once = text
    .replace(/\\u00([\da-f]{2})|%([\da-f]{2})|&#x([\da-f]{2});/gi, (_all, ...found: (string | undefined)[]) =>
      String.fromCharCode(Number.parseInt(found.slice(0, 3).find((digits) => digits !== undefined) ?? '0', 16)),
    )
    .replace(/&#(\d{2,3});/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/\\(["\\/])/g, '$1');
  return once === text ? text : unspelled(once);
}
