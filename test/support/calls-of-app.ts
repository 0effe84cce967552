import assert from 'node:assert/strict';
import { CodeProgram } from '../../src/manifest/code/code-program.ts';
import { noPaths } from '../../src/manifest/code/module-paths.ts';
import { scanFiles } from '../../src/manifest/code/scan-app.ts';

/** The calls of an app's files, as `file: call`; those that could not be read as `file: ? call (what is unknown)`. */
export function callsOfApp(files: Readonly<Record<string, string>>): string[] {
  const program = new CodeProgram(noPaths, true);
  for (const [path, text] of Object.entries(files)) program.set(path, text);
  return scanFiles(program, Object.keys(files)).flatMap(({ file, uses, unread, failed }) => [
    ...uses.map(({ text }) => `${file}: ${text}`),
    ...unread.map(({ text, unknown }) => `${file}: ? ${text} (${unknown})`),
    ...(failed === undefined ? [] : [`${file}: ${failed}`]),
  ]);
}

/** What the files of the tests import. */
export const forge = `import api, { asApp, asUser, route } from '@forge/api';\n`;
type Case = readonly [what: string, files: string | Readonly<Record<string, string>>, expected: readonly string[]];

/** A test for each case, of one file or several. */
export function checkCalls(cases: readonly Case[]): void {
  for (const [what, files, expected] of cases)
    it(what, () => {
      const isOne = typeof files === 'string';
      const found = callsOfApp(isOne ? { 'a.ts': files } : files);
      assert.deepEqual(isOne ? found.map((one) => one.replace('a.ts: ', '')) : found, expected);
    });
}
