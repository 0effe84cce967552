/** A variable in a `.env` file. */
export interface EnvFileEntry {
  readonly key: string;
  readonly value: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/**
 * Something of a line, counted from 1, that is not taken. The line is left out where it sets nothing (`noKey`), its
 * quote isn’t closed or a later line sets the key again; `cut`: its value ends at a `#`.
 */
export interface EnvFileProblem {
  readonly line: number;
  readonly kind: 'noKey' | 'openQuote' | 'duplicate' | 'cut';
}

export interface EnvFile {
  /** In the order in which the file first sets them. */
  readonly entries: readonly EnvFileEntry[];
  /** Sorted by line. */
  readonly problems: readonly EnvFileProblem[];
  /** How many variables beyond the limit are left out. */
  readonly excess: number;
}

/** The largest file that is read, in bytes, and the most variables that are taken from one. */
export const envFileLimits = { bytes: 1024 * 1024, entries: 1000 } as const;

/** What the tunnel's twin of a variable begins with. */
export const tunnelPrefix = 'FORGE_USER_VAR_';

/**
 * Parses the text of a `.env` file as dotenv does (https://github.com/motdotla/dotenv, `parse` of version 17): `KEY=value`,
 * `KEY: value`, `export KEY=value`, comments, and values in single, double or back quotes, which may have several lines;
 * `\n` and `\r` in double quotes are line breaks. Other than there, a value whose quote isn’t closed is left out, and the
 * prefix of the tunnel's variables is dropped from keys. Nothing is expanded. Takes a time linear in the text.
 */
export function parseEnvFile(text: string): EnvFile {
  const lines = text.replace(/^\u{feff}/u, '').split(/\r\n|\r|\n/);
  const found = new Map<string, EnvFileEntry>();
  const problems: EnvFileProblem[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const written = (lines[index] ?? '').trimStart();
    if (written === '' || written.startsWith('#')) continue;
    const { key, raw } = partsOf(written);
    if (key === '') {
      problems.push({ line, kind: 'noKey' });
      continue;
    }
    const quoted = quotedValue(raw.trimStart(), lines, index);
    if (quoted === 'open') {
      problems.push({ line, kind: 'openQuote' });
      continue;
    }
    if (quoted === undefined && isCut(raw)) problems.push({ line, kind: 'cut' });
    const before = found.get(key);
    if (before) problems.push({ line: before.line, kind: 'duplicate' });
    found.set(key, { key, value: quoted?.value ?? bareValue(raw), line });
    index = quoted?.lastLine ?? index;
  }
  return {
    entries: [...found.values()].slice(0, envFileLimits.entries),
    problems: problems.toSorted((a, b) => a.line - b.line),
    excess: Math.max(0, found.size - envFileLimits.entries),
  };
}

/** The key of a line without blanks around it, and what follows its `=` or `:`; an empty key if it sets nothing. */
function partsOf(line: string): { readonly key: string; readonly raw: string } {
  const start = /^(?:export\s+)?([\w.-]+)(?:\s*=|:(?=\s))/.exec(line);
  const [all = '', name = ''] = start ?? [];
  return { key: name.startsWith(tunnelPrefix) ? name.slice(tunnelPrefix.length) : name, raw: line.slice(all.length) };
}

/** Whether a value without quotes ends at a `#` that has no blank before it, and so may belong to it. */
function isCut(raw: string): boolean {
  return /^[^\s#]*#|^[^#]*[^\s#]#/.test(raw);
}

/** The value up to a `#`, without quotes around it. */
function bareValue(raw: string): string {
  const [written = ''] = raw.split('#', 1);
  const value = written.trim();
  const [quote = ''] = value;
  const isQuoted = value.length > 1 && quotes.has(quote) && value.endsWith(quote);
  return expanded(isQuoted ? value.slice(1, -1) : value, quote);
}

const quotes: ReadonlySet<string> = new Set(['"', "'", '`']);

/** Where a quote is in the lines. */
interface QuoteAt {
  readonly line: number;
  readonly at: number;
}

/**
 * A value in quotes that begins on a line, which may end on another one. `open` if they aren't closed; undefined if it
 * has none, or something stands behind them on their line: then the value is what is written.
 */
function quotedValue(
  raw: string,
  lines: readonly string[],
  index: number,
): { readonly value: string; readonly lastLine: number } | 'open' | undefined {
  const [quote = ''] = raw;
  if (!quotes.has(quote)) return undefined;
  const inside = (line: number) => (line === index ? raw.slice(1) : (lines[line] ?? ''));
  const end = endOfQuote(quote, inside, { from: index, to: lines.length });
  if (end === 'open' || end === undefined) return end;
  const before = Array.from({ length: end.line - index }, (_, offset) => inside(index + offset));
  const value = [...before, inside(end.line).slice(0, end.at)].join('\n');
  return { value: expanded(value, quote), lastLine: end.line };
}

/**
 * Where a quote is closed: with nothing but a comment behind it, and a backslash before it only if no other closes it.
 * `open` and undefined as above.
 */
function endOfQuote(
  quote: string,
  textOf: (line: number) => string,
  { from, to }: { readonly from: number; readonly to: number },
): QuoteAt | 'open' | undefined {
  let escaped: QuoteAt | undefined;
  for (let line = from; line < to; line++) {
    const text = textOf(line);
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const ends = /^\s*(?:#|$)/.test(text.slice(at + 1));
      if (text[at - 1] === '\\') escaped = ends ? { line, at } : escaped;
      else if (ends) return { line, at };
      else return escaped ?? (line === from ? undefined : 'open');
    }
  }
  return escaped ?? 'open';
}

function expanded(value: string, quote: string): string {
  return quote === '"' ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : value;
}

/**
 * A variable as a line of a `.env` file that a shell reads the same way, and runs nothing of; `prefix` before its key,
 * which has to be a usual one. A line break is written as `\n`, which only dotenv reads.
 */
export function envFileLine({ key, value }: { readonly key: string; readonly value: string }, prefix = ''): string {
  return `${prefix}${key}=${quoted(value)}`;
}

function quoted(value: string): string {
  if (/^[\w./:@%+,-]*$/.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  return `"${value
    .replace(/[\\"$`]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')}"`;
}
