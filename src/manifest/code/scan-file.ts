import { CodeProgram } from './code-program.ts';
import { noPaths } from './module-paths.ts';
import { mayNeedScopes } from './request-names.ts';
import { assembleScans, scanOrigin } from './scan-app.ts';
import type { FileScan } from './scan-results.ts';

/**
 * Finds what the code of a file needs, by itself; the extension of `path` decides the language. Never throws: `failed`
 * says why a file was not read, as when it is minified or has syntax errors.
 */
export function scanFile(path: string, text: string): FileScan {
  if (!mayNeedScopes(text)) return { uses: [], unread: [] };
  const program = new CodeProgram(noPaths, false);
  program.set(path, text);
  const [found] = assembleScans(new Map([[path, scanOrigin(program, path)]]));
  if (found === undefined) return { uses: [], unread: [] };
  const { uses, unread, failed } = found;
  return { uses, unread, ...(failed && { failed }) };
}
