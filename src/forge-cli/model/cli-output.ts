import { isAbsolute } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Something that the Forge CLI says of a line. */
export interface CliProblem {
  /** Absolute path. */
  readonly file: string;
  /** Both from 0. */
  readonly line: number;
  readonly column: number;
  /** `approval`: a deployment needs it acknowledged. */
  readonly severity: 'error' | 'warning' | 'approval';
  readonly message: string;
  /** The rule of the linter; absent for errors of the code's syntax. */
  readonly rule?: string;
}

/** Longer output holds no problems that a person would go through. */
const mostProblems = 1_000;
const longestLine = 4_000;

/** Reads problems out of what the Forge CLI prints. */
export interface OutputReader {
  /** Returns what takes the text of one stream, in pieces as they come: two streams interrupt each other's lines. */
  stream(): (text: string) => void;
  /** Whether the CLI said that it uploads the app, which it does before it deploys anything. */
  hasUploaded(): boolean;
  /** Returns the problems; call it once all streams have ended. */
  end(): readonly CliProblem[];
}

/**
 * Creates a reader that has read nothing. Three forms were seen of CLI 13.3.0: the linter's (a path, then lines like
 * `13:4    error    message  rule`, each followed by an empty line), a syntax error when bundling
 * (`SyntaxError: /path: message (1:47)`), and one when linting (`Error: message`, `in /path`, `at line 1, column 47`).
 */
export function createOutputReader(): OutputReader {
  const problems: CliProblem[] = [];
  const reader = new LineReader((problem) => {
    if (problems.length < mostProblems) problems.push(problem);
  });
  const ends: (() => void)[] = [];
  return {
    stream() {
      let rest = '';
      ends.push(() => reader.read(rest));
      return (text) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(0, longestLine);
        for (const line of lines) reader.read(line);
      };
    },
    hasUploaded: () => reader.hasUploaded,
    end() {
      for (const end of ends) end();
      return problems;
    },
  };
}

class LineReader {
  readonly #found: (problem: CliProblem) => void;
  /** The file that the linter's lines are about. */
  #file: string | undefined;
  /** In the words of CLI 13.3.0: `ℹ Uploading app`. */
  hasUploaded = false;
  /** An error whose place may follow. */
  #error: { readonly message: string; file?: string } | undefined;

  constructor(found: (problem: CliProblem) => void) {
    this.#found = found;
  }

  read(printed: string): void {
    const line = stripVTControlCharacters(printed.slice(0, longestLine)).trim();
    if (line === '') return;
    if (/^\S* ?Uploading app\b/.test(line)) this.hasUploaded = true;
    if (isAbsolute(line)) this.#file = line;
    else if (!this.#readLint(line) && !this.#readSyntaxError(line)) this.#readError(line);
  }

  #readLint(line: string): boolean {
    const [, at, column, word, rest] = /^(\d{1,7}):(\d{1,7})\s+(error|warning|approval)\s+(.+)$/.exec(line) ?? [];
    const severity = (['error', 'warning', 'approval'] as const).find((one) => one === word);
    if (this.#file === undefined || severity === undefined || rest === undefined) return false;
    const gap = rest.lastIndexOf('  ');
    const rule = gap === -1 ? '' : rest.slice(gap).trim();
    const isRule = /^[\w./:@-]+$/.test(rule);
    this.#found({
      file: this.#file,
      line: Math.max(0, Number(at) - 1),
      column: Number(column),
      severity,
      message: isRule ? rest.slice(0, gap).trim() : rest,
      ...(isRule && { rule }),
    });
    return true;
  }

  #readSyntaxError(line: string): boolean {
    const [, file, message, at, column] = /^SyntaxError: (.+?): (.+) \((\d{1,7}):(\d{1,7})\)$/.exec(line) ?? [];
    if (file === undefined || message === undefined || !isAbsolute(file)) return false;
    this.#found({ file, line: Math.max(0, Number(at) - 1), column: Number(column), severity: 'error', message });
    return true;
  }

  #readError(line: string): void {
    const [, message] = /^Error: (.+)$/.exec(line) ?? [];
    const [, file] = /^in (.+)$/.exec(line) ?? [];
    const [, at, column] = /^at line (\d{1,7}), column (\d{1,7})$/.exec(line) ?? [];
    if (message !== undefined) this.#error = { message };
    else if (this.#error && file !== undefined && isAbsolute(file)) this.#error.file = file;
    else if (this.#error?.file !== undefined && at !== undefined) {
      const { message: text, file: place } = this.#error;
      this.#error = undefined;
      this.#found({
        file: place,
        line: Math.max(0, Number(at) - 1),
        column: Number(column),
        severity: 'error',
        message: text,
      });
    }
  }
}
