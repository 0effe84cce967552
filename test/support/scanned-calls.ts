import assert from 'node:assert/strict';
import { scanFile } from '../../src/manifest/code/scan-file.ts';

/** The calls of a text, as `text (as)`, and those that could not be read, as `? text (what is unknown)`. */
export function callsIn(text: string, path = 'index.js'): string[] {
  const { uses, unread, failed } = scanFile(path, text);
  assert.equal(failed, undefined);
  return [
    ...uses.map((use) => use.text + (use.as === undefined ? '' : ` (${use.as})`)),
    ...unread.map((call) => `? ${call.text} (${call.unknown})`),
  ];
}

/** What the files of the tests import. */
export const forgeApi = `import api, { asApp, asUser, route, assumeTrustedRoute } from '@forge/api';\n`;
