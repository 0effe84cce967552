/**
 * Characters that show nothing or change how others are shown: controls, marks of direction, joiners, lone surrogates,
 * tags.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Longest text that a cell of a table needs. */
export const cellLength = 200;

/**
 * Text from elsewhere as a page can show it without being misled: what can't be seen is written as its code,
 * `⟨U+202E⟩`, and what is longer than `longest` ends in `…`.
 */
export function shownText(text: string, longest: number): string {
  let cut = text;
  if (text.length > longest) {
    // Not within a pair of surrogates.
    const end = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
    cut = `${text.slice(0, end)}…`;
  }
  return cut.replace(
    invisible,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
