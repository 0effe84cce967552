/** A text of this length is parsed in a few hundred milliseconds at most, whatever it holds. */
const alwaysParsed = 4 * 1024 * 1024;

/** Far above what the gateway sends: its deepest reply has 12 levels, and its longest one 450,000 values. */
const most = { levels: 64, values: 1_000_000 } as const;

const [quote, backslash, comma] = [34, 92, 44];
const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125];

/**
 * Why a JSON text is not parsed, as the end of a sentence; undefined if it may be. Parsing a long text of nothing but
 * nested or empty lists takes seconds, during which nothing else runs. Looks at each character once, valid or not.
 */
export function excessOf(json: string): string | undefined {
  if (json.length <= alwaysParsed) return undefined;
  let [levels, values] = [0, 0];
  for (let at = 0; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === quote) at = endOfText(json, at + 1);
    else if (character === openBracket || character === openBrace) {
      levels++;
      values++;
    } else if (character === closeBracket || character === closeBrace) levels--;
    else if (character === comma) values++;
    if (levels > most.levels) return `is nested more than ${most.levels} levels deep`;
    if (values > most.values) return `has more than ${most.values} values`;
  }
  return undefined;
}

/** The index of the quotation mark that ends a text, or of the end of all. */
function endOfText(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === quote) return at;
    if (character === backslash) at++;
  }
  return json.length;
}
