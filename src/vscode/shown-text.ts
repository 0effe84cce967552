/**
 * Characters that are invisible or change how others are displayed: controls, direction marks, joiners, lone
 * surrogates, tags.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Longest text in a table cell, in characters. */
export const cellLength = 200;

/**
 * Text from elsewhere made safe to display on a page: invisible characters are written as codes, `⟨U+202E⟩`, and text
 * longer than `longest` is cut and ends in `…`.
 */
export function shownText(text: string, longest: number): string {
  let cut = text;
  if (text.length > longest) {
    // Never cuts a surrogate pair in two.
    const end = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
    cut = `${text.slice(0, end)}…`;
  }
  return cut.replace(
    invisible,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
