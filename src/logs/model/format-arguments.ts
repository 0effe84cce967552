import { formatWithOptions } from 'node:util';
import type { LogError } from '../../core/log-line.ts';

/** The further arguments of a log call. */
export interface ReadArguments {
  readonly values: readonly unknown[];
  readonly errors: readonly LogError[];
}

/**
 * Bounds of what is formatted: arguments, items of each list and object, levels, and items in all. An invocation may log
 * 200 KB, and a page has a thousand lines; what is left out is said in its place.
 */
const most = { arguments: 100, items: 100, levels: 5, inAll: 1_000 } as const;

/**
 * Reads the further arguments of a log call from JSON text. What isn't JSON is one argument, the text itself; what isn't
 * a list is one argument too.
 */
export function readArguments(json: string | undefined): ReadArguments {
  if (json === undefined) return { values: [], errors: [] };
  const parsed = parseJson(json);
  const values: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return { values, errors: values.slice(0, most.arguments).flatMap((value) => errorIn(value) ?? []) };
}

/**
 * Formats a log call's message and arguments as Node's `util.format` does, with the stacks of errors. At most 100
 * arguments, 100 items of each list and object, 5 levels, and 1,000 items in all are formatted.
 */
export function formatArguments(message: string, values: readonly unknown[]): string {
  if (values.length === 0) return message;
  const room = { left: most.inAll };
  const shown = values.slice(0, most.arguments).map((value) => printable(value, most.levels, room));
  const left = values.length - shown.length;
  const text = formatAny(message, shown);
  return left === 0 ? text : `${text} ${moreOf(left, 'argument')}`;
}

const options = { depth: most.levels, breakLength: 120, maxArrayLength: most.items + 1 } as const;

/** A placeholder may ask for what a value can't be, such as `%d` for an object whose `toString` is no function. */
function formatAny(message: string, values: readonly unknown[]): string {
  try {
    return formatWithOptions(options, message, ...values);
  } catch {
    return formatWithOptions(options, '%s', message, ...values);
  }
}

/** An error's text as Node prints it. */
function printError({ name, message, stack }: LogError): string {
  if (stack === '') return message === '' ? name : `${name}: ${message}`;
  return stack.includes(message) ? stack : `${name}: ${message}\n${stack}`;
}

/** What Forge's runtime names an argument that stands for an error thrown by a function. */
const functionError = 'FUNCTION_ERR';

/**
 * The error in an argument, if that has what errors have: a name or a stack, and a message. The runtime's own wrapper has
 * no name worth showing.
 */
function errorIn(value: unknown): LogError | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { name, message, stack } = value as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string' || (typeof stack !== 'string' && name !== functionError)) return undefined;
  return {
    name: typeof name === 'string' && name !== functionError ? name : 'Error',
    message,
    stack: typeof stack === 'string' ? stack : '',
  };
}

/** A value cut to its bounds, and errors as their text: parsed JSON has no errors of its own. */
function printable(value: unknown, levels: number, room: Room): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const error = errorIn(value);
  if (error !== undefined) return levels === most.levels ? printError(error) : { ...error };
  if (levels === 0) return value;
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const kept = entries.slice(0, Math.min(most.items, room.left));
  room.left -= kept.length;
  const cut = kept.map(([key, item]): [string, unknown] => [key, printable(item, levels - 1, room)]);
  if (entries.length > kept.length) cut.push(['…', moreOf(entries.length - kept.length, 'item')]);
  return isList ? cut.map(([, item]) => item) : Object.fromEntries(cut);
}

/** How many more items of lists and objects are formatted. */
interface Room {
  left: number;
}

const moreOf = (number: number, what: string) => `… ${number} more ${what}${number === 1 ? '' : 's'}`;

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
