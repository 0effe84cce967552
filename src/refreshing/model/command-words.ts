/** The most of a command line that is read: longer ones are generated, and no person or script waits for them. */
const longestLine = 8_192;
const mostWords = 400;

/** A word of a command line, without its quotes. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A command with its arguments, as a shell would start it. */
export type SimpleCommand = readonly Word[];

/**
 * Splits a command line of any shell (POSIX, PowerShell, cmd) into its simple commands. The shells differ in their
 * escapes, so that a backslash counts as one only before a space, a quote or an operator; elsewhere it is part of a path.
 * Takes time in proportion to the line, of which it reads the first 8,192 characters.
 */
export function commandsIn(line: string): readonly SimpleCommand[] {
  const reader = new CommandReader(line.slice(0, longestLine));
  return reader.read();
}

const isSpace = (character: string) => character === ' ' || character === '\t' || character === '\r';
const isOperator = (character: string) => character !== '' && ';&|()\n`'.includes(character);
const isRedirection = (character: string) => character === '>' || character === '<';

class CommandReader {
  readonly #line: string;
  readonly #commands: Word[][] = [[]];
  #at = 0;
  #words = 0;
  #text: string | undefined;
  #isQuoted = false;
  /** The next word is the file of a redirection. */
  #isFile = false;

  constructor(line: string) {
    this.#line = line;
  }

  read(): readonly SimpleCommand[] {
    while (this.#at < this.#line.length && this.#words < mostWords) this.#readOne();
    this.#endWord();
    return this.#commands.filter((words) => words.length > 0);
  }

  #readOne(): void {
    const character = this.#line.charAt(this.#at++);
    const next = this.#line.charAt(this.#at);
    if ('\\`^'.includes(character) && next === '\n') {
      // The line goes on.
      this.#at++;
      this.#endWord();
    } else if (character === '"' || character === "'") this.#readQuoted(character);
    else if (isSpace(character)) this.#endWord();
    else if (isOperator(character)) this.#endCommand();
    else if (isRedirection(character)) this.#readRedirection();
    else if (character === '#' && this.#text === undefined) this.#skipComment();
    else if (character === '\\' && (isSpace(next) || isOperator(next) || next === '"' || next === "'")) {
      this.#append(next);
      this.#at++;
    } else this.#append(character);
  }

  #readQuoted(quote: string): void {
    this.#append('');
    this.#isQuoted = true;
    while (this.#at < this.#line.length) {
      const character = this.#line.charAt(this.#at++);
      if (character === quote) return;
      if (quote === '"' && character === '\\' && this.#line.charAt(this.#at) === '"')
        this.#append(this.#line.charAt(this.#at++));
      else this.#append(character);
    }
  }

  #readRedirection(): void {
    this.#endWord();
    while ('<>&'.includes(this.#line.charAt(this.#at)) && this.#at < this.#line.length) this.#at++;
    this.#isFile = true;
  }

  #skipComment(): void {
    const end = this.#line.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#line.length : end;
  }

  #append(text: string): void {
    this.#text = (this.#text ?? '') + text;
  }

  #endWord(): void {
    if (this.#text !== undefined && !this.#isFile) {
      this.#commands.at(-1)?.push({ text: this.#text, isQuoted: this.#isQuoted });
      this.#words++;
    }
    if (this.#text !== undefined) this.#isFile = false;
    this.#text = undefined;
    this.#isQuoted = false;
  }

  #endCommand(): void {
    this.#endWord();
    this.#isFile = false;
    this.#commands.push([]);
  }
}
