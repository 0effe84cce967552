import { parse, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/**
 * The syntax tree of JavaScript or TypeScript; the extension of `path` decides which. Recovers from small errors;
 * undefined where the text can't be parsed, as while something is half-typed.
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
  const extension = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (extension === 'tsx') return ['typescript', 'jsx', 'decorators-legacy'];
  if (extension.endsWith('ts')) return ['typescript', 'decorators-legacy'];
  // Without types `a<b>(c)` is a comparison, so Flow is on only where the file says so.
  return text.includes('@flow') ? ['flow', 'jsx', 'decorators-legacy'] : ['jsx', 'decorators-legacy'];
}
