/** A place in code that a line of a stack names. Line and column count from 1. */
export interface StackFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Longest line of a stack that is read, in characters. */
const longest = 1_000;

/** Reads a line of a stack as V8 prints it, such as `    at run (/app/src/index.js:12:5)`. Undefined if it is none. */
export function stackFrame(text: string): StackFrame | undefined {
  const trimmed = text.trim();
  if (trimmed.length > longest || !trimmed.startsWith('at ')) return undefined;
  const [, file = '', line, column] = /([^\s()]+):(\d{1,7}):(\d{1,7})\)?$/.exec(trimmed) ?? [];
  return line === undefined || column === undefined || file.startsWith('node:')
    ? undefined
    : { file, line: Number(line), column: Number(column) };
}

/**
 * The paths inside an app's folder that a frame's file may be, the most likely first: bundles name files by paths of the
 * machine that built them, or with a scheme such as `webpack:///`.
 */
export function pathsOf(file: string): string[] {
  const parts = file
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || parts.includes('node_modules')) return [];
  return parts.map((_, index) => parts.slice(index).join('/')).slice(0, 12);
}

/** The paths that a handler of a manifest, such as `api/index.run`, may stand for. */
export function handlerPaths(handler: string): string[] {
  const [, file] = /^([\w./-]+)\.[\w$]+$/.exec(handler) ?? [];
  if (file === undefined || file.split('/').includes('..')) return [];
  return ['ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs'].map((extension) => `src/${file}.${extension}`);
}
