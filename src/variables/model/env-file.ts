/** A variable in a `.env` file. */
export interface EnvFileEntry {
  readonly key: string;
  readonly value: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** A line that is left out, counted from 1: it sets nothing, its quote isn't closed, or a later line sets the key again. */
export interface EnvFileProblem {
  readonly line: number;
  readonly kind: 'noKey' | 'openQuote' | 'duplicate';
}

export interface EnvFile {
  readonly entries: readonly EnvFileEntry[];
  readonly problems: readonly EnvFileProblem[];
}

/** The largest file that is read, in bytes, and the most variables that are taken from one. */
export const envFileLimits = { bytes: 1024 * 1024, entries: 1000 } as const;

/** What the tunnel's twin of a variable begins with. */
export const tunnelPrefix = 'FORGE_USER_VAR_';

/**
 * Parses the text of a `.env` file as dotenv does: `KEY=value`, `export KEY=value`, comments, and values in single,
 * double or back quotes, which may have several lines; `\n` in double quotes is a line break. The prefix of the tunnel's
 * variables is dropped from keys. Nothing is expanded. Reads each character once.
 */
export function parseEnvFile(text: string): EnvFile {
  const lines = text.replace(/^\u{feff}/u, '').split(/\r\n|\r|\n/);
  const found = new Map<string, EnvFileEntry>();
  const problems: EnvFileProblem[] = [];
  for (let index = 0; index < lines.length && found.size < envFileLimits.entries; index++) {
    const line = index + 1;
    const written = (lines[index] ?? '').trim();
    if (written === '' || written.startsWith('#')) continue;
    const key = keyOf(written);
    if (key === undefined) {
      problems.push({ line, kind: 'noKey' });
      continue;
    }
    const raw = written.slice(written.indexOf('=') + 1).trimStart();
    const quoted = quotedValue(raw, lines, index);
    if (quoted === 'open') {
      problems.push({ line, kind: 'openQuote' });
      continue;
    }
    const before = found.get(key);
    if (before) problems.push({ line: before.line, kind: 'duplicate' });
    found.set(key, { key, value: quoted?.value ?? withoutComment(raw), line });
    index = quoted?.lastLine ?? index;
  }
  return { entries: [...found.values()], problems };
}

function keyOf(line: string): string | undefined {
  const equals = line.indexOf('=');
  if (equals < 0) return undefined;
  const written = line.slice(0, equals).trim();
  const bare = written.startsWith('export ') ? written.slice('export '.length).trim() : written;
  const key = bare.startsWith(tunnelPrefix) ? bare.slice(tunnelPrefix.length) : bare;
  return key === '' || /\s/.test(key) ? undefined : key;
}

function withoutComment(raw: string): string {
  if (raw.startsWith('#')) return '';
  const comment = raw.search(/\s#/);
  return (comment < 0 ? raw : raw.slice(0, comment)).trim();
}

/** A value in quotes that begins on a line; undefined if it has none, `open` if they aren't closed. */
function quotedValue(
  raw: string,
  lines: readonly string[],
  index: number,
): { readonly value: string; readonly lastLine: number } | 'open' | undefined {
  const quote = raw[0];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const parts: string[] = [];
  let rest = raw.slice(1);
  for (let last = index; last < lines.length; rest = lines[++last] ?? '') {
    const end = endOfQuote(rest, quote);
    if (end >= 0) {
      const value = [...parts, rest.slice(0, end)].join('\n');
      return { value: quote === '"' ? unescaped(value) : value, lastLine: last };
    }
    parts.push(rest);
  }
  return 'open';
}

function endOfQuote(text: string, quote: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function unescaped(value: string): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  return value.replace(/\\(.)/gs, (_, escaped: string) => escapes[escaped] ?? escaped);
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
