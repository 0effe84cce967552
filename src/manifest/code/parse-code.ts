import { parse, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/**
 * The syntax tree of a JavaScript or TypeScript text; the ending of `path` says which. Undefined where it can't be
 * read, as while something is half-typed; small mistakes are passed over.
 */
export function parseCode(path: string, text: string): File | undefined {
  try {
    return parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowImportExportEverywhere: true,
      allowSuperOutsideMethod: true,
      allowUndeclaredExports: true,
      plugins: plugins(path, text),
    });
  } catch {
    return undefined;
  }
}

function plugins(path: string, text: string): ParserPlugin[] {
  const ending = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (ending === 'tsx') return ['typescript', 'jsx', 'decorators-legacy'];
  if (ending.endsWith('ts')) return ['typescript', 'decorators-legacy'];
  // Flow's types are allowed only where a file says that it has them: without, `a<b>(c)` is a comparison.
  return text.includes('@flow') ? ['flow', 'jsx', 'decorators-legacy'] : ['jsx', 'decorators-legacy'];
}
