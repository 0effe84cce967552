/**
 * Characters that are invisible or change how others are displayed: controls, direction marks, joiners, lone
 * surrogates, tags. A joiner within an emoji is none: there it is part of a picture.
 */
const invisible =
  /(?!(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)\u200D(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Longest text in a table cell, in characters. */
export const cellLength = 200;

/** Text from elsewhere with its invisible characters written as codes, `⟨U+202E⟩`. */
export function spelledOut(text: string): string {
  return text.replace(
    invisible,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** The same on one line: line breaks and control characters become spaces. */
export function spelledOutLine(text: string): string {
  return spelledOut(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '));
}

/** Whether a text has a character that people can see. */
export function isVisible(text: string): boolean {
  // The blank pattern of Braille is a symbol that looks like a space.
  return /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/**
 * Text from elsewhere made safe to display on a page: spelled out, and where it is longer than `longest` cut, with `…`
 * at its end.
 */
export function shownText(text: string, longest: number): string {
  if (text.length <= longest) return spelledOut(text);
  // Never cuts a surrogate pair in two.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return spelledOut(`${text.slice(0, end)}…`);
}
