import { stripVTControlCharacters } from 'node:util';

/** What failed: a test, or what stands in place of tests. */
export interface Failure {
  /** The titles of the suites and of the test. */
  readonly title: string;
  /** The error’s message and stack. */
  readonly error: string;
}

/** What mocha says of a failed test or hook; from another process, the error comes as an object that is none. */
export function failureOf(titles: readonly string[], error: unknown): Failure {
  return { title: titles.join(' › '), error: textOf(error) };
}

function textOf(error: unknown): string {
  const { message, stack } = messageAndStack(error);
  // A stack begins with the message, but for errors whose message was changed after they were made.
  const own = stack.includes(message) ? stack : `${message}\n${stack}`;
  return typeof error === 'object' && error !== null && 'cause' in error && error.cause !== undefined
    ? `${own}\nCaused by: ${textOf(error.cause)}`
    : own;
}

function messageAndStack(error: unknown): { readonly message: string; readonly stack: string } {
  if (typeof error !== 'object' || error === null) return { message: '', stack: String(error) };
  const message = 'message' in error ? String(error.message) : '';
  return { message, stack: 'stack' in error ? String(error.stack) : message };
}

/** As many failures as one cause tends to have, in what the last kilobytes of a log hold. */
const mostFailures = 10;
const mostLines = 10;
const mostLetters = 160;

/**
 * The failures of a whole run, short: each with its ring, its title and the first lines of its error; empty if nothing
 * failed. They are for the end of a log, of which machines that run tests often show nothing else.
 */
export function failuresAgain(
  rings: readonly { readonly ring: string; readonly failures: readonly Failure[] }[],
): string {
  const all = rings.flatMap(({ ring, failures }) => failures.map((failure) => ({ ring, ...failure })));
  const told = all
    .slice(0, mostFailures)
    .map(({ ring, title, error }) => `${cut(`${ring}: ${title}`)}\n${firstLines(error)}`);
  const left = all.length - told.length;
  return [
    ...(all.length > 0 ? ['What failed:'] : []),
    ...told,
    ...(left > 0 ? [`… and ${left} more, above`] : []),
  ].join('\n');
}

function firstLines(error: string): string {
  const lines = stripVTControlCharacters(error)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return lines
    .slice(0, mostLines)
    .map((line) => `    ${cut(line)}`)
    .join('\n');
}

const cut = (line: string) => (line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line);
