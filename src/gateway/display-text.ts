import { stripVTControlCharacters } from 'node:util';

/** More than any message of a deployment has; the rest is cut. */
const longest = 10_000;

/**
 * A message of a deployment without what only a terminal understands: control characters, those that change the text's
 * direction, and the marks `{style.style text}` for styles, of which the text is kept. Marks within marks are undone, too.
 */
export function displayText(message: string): string {
  let text = stripVTControlCharacters(message.slice(0, longest).toWellFormed()).replace(unwanted, '');
  for (let round = 0; round < mostNested; round++) {
    const without = text.replace(mark, '$1');
    if (without === text) break;
    text = without;
  }
  return text.trim();
}

const mostNested = 5;
const unwanted = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const styles =
  'bold|dim|italic|underline|inverse|hidden|strikethrough|(?:bg)?(?:black|red|green|yellow|blue|magenta|cyan|white|gr[ae]y)(?:Bright)?';
const mark = new RegExp(`\\{(?:${styles})(?:\\.(?:${styles}))* ([^{}]*)\\}`, 'gi');
