/** A piece of a filter's text. */
export interface FilterToken {
  /** Positions in the text, in UTF-16 units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly isExcluded: boolean;
  /** What stands before the first colon, if that is outside quotation marks; else undefined. */
  readonly name?: string;
  /** The comma-separated values after the name, or the text of a token without one; quotation marks are taken away. */
  readonly values: readonly string[];
  /** The token without `-`, as written. */
  readonly raw: string;
  readonly isQuoted: boolean;
  readonly isUnclosed: boolean;
}

/** Splits a filter's text at white space outside quotation marks and regular expressions. Takes linear time. */
export function filterTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charAt(at))) at++;
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function tokenAt(text: string, start: number): FilterToken {
  const isExcluded = text[start] === '-' && start + 1 < text.length && !isSpace(text.charAt(start + 1));
  const from = isExcluded ? start + 1 : start;
  const values: string[] = [];
  let [at, value, name, isQuoted, isUnclosed] = [from, '', undefined as string | undefined, false, false];
  // A regular expression keeps its backslashes, quotation marks and commas.
  const isExpression = text[from] === '/';
  const closed = isExpression ? expressionEnd(text, from) : from;
  for (; at < text.length && (at < closed || !isSpace(text.charAt(at))); at++) {
    const character = text.charAt(at);
    if (character === '"' && !isExpression) {
      const quoted = quotedAt(text, at);
      [value, at, isQuoted] = [value + quoted.text, quoted.end - 1, true];
      isUnclosed ||= quoted.isUnclosed;
    } else if (character === ':' && name === undefined && !isQuoted && !isExpression) [name, value] = [value, ''];
    else if (character === ',' && name !== undefined) {
      values.push(value);
      value = '';
    } else value += character;
  }
  values.push(value);
  const raw = text.slice(from, at);
  return { start, end: at, isExcluded, ...(name !== undefined && { name }), values, raw, isQuoted, isUnclosed };
}

/**
 * Returns the end of a regular expression with white space in it: its first slash that isn't escaped ends it, and only
 * flags follow. Returns the start if it isn't one, as for a path.
 */
function expressionEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '/') at += text[at] === '\\' ? 2 : 1;
  const [, flags] = /^\/([imsu]*)(?=\s|$)/.exec(text.slice(at, at + 6)) ?? [];
  return flags === undefined || at === start + 1 ? start : at + 1 + flags.length;
}

function quotedAt(text: string, start: number): { text: string; end: number; isUnclosed: boolean } {
  let inside = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { text: inside, end: at + 1, isUnclosed: false };
    if (character === '\\' && at + 1 < text.length) at++;
    inside += text.charAt(at);
  }
  return { text: inside, end: text.length, isUnclosed: true };
}

/** Writes a value so that it is read as one. */
export function quoteIfNeeded(value: string): string {
  const isPlain = value !== '' && !/[\s",:\\]/.test(value) && !/^[-/]/.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, String.raw`\$&`)}"`;
}

const isSpace = (character: string) => /\s/.test(character);
