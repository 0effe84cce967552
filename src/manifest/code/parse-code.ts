import { parse, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/**
 * The syntax tree of JavaScript or TypeScript; the extension of `path` decides which. Recovers from small errors;
 * undefined where the text can't be parsed, as while something is half-typed.
 */
export function parseCode(path: string, text: string): File | undefined {
  const isPage = /\.(?:vue|svelte)$/i.test(path);
  try {
    return parse(isPage ? scriptsOf(text) : text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowImportExportEverywhere: true,
      allowSuperOutsideMethod: true,
      allowUndeclaredExports: true,
      plugins: isPage ? plugins(pageLanguage.test(text) ? 'a.ts' : 'a.js', text) : plugins(path, text),
    });
  } catch {
    return undefined;
  }
}

const pageLanguage = /<script\b[^>]{0,200}\blang=["']?tsx?\b/i;
const scriptEnds = /<script\b[^>]{0,500}>|<\/script\s{0,20}>/gi;

/** The scripts of a page of Vue or Svelte where they stand, with spaces in the place of everything else. */
function scriptsOf(text: string): string {
  let [code, at, isScript] = ['', 0, false];
  for (const { 0: tag, index } of text.matchAll(scriptEnds)) {
    const before = text.slice(at, index);
    code += (isScript ? before : blank(before)) + (isScript ? `;${' '.repeat(tag.length - 1)}` : blank(tag));
    isScript = !tag.startsWith('</');
    at = index + tag.length;
  }
  return code + blank(text.slice(at));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function plugins(path: string, text: string): ParserPlugin[] {
  const extension = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (extension === 'tsx') return ['typescript', 'jsx', 'decorators-legacy'];
  if (extension.endsWith('ts')) return ['typescript', 'decorators-legacy'];
  // Without types `a<b>(c)` is a comparison, so Flow is on only where the file says so.
  return text.includes('@flow') ? ['flow', 'jsx', 'decorators-legacy'] : ['jsx', 'decorators-legacy'];
}
