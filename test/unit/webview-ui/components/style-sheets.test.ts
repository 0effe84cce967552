import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../support/paths.ts';

describe('the style sheets of pages', () => {
  it('have no :has(), which makes each element that leaves the page ten times as slow to remove', () => {
    const sheets = globSync('webview-ui/**/*.css', { cwd: root });
    assert.ok(sheets.length > 10);
    const withIt = sheets.filter((sheet) => readFileSync(join(root, sheet), 'utf8').includes(':has('));
    assert.deepEqual(withIt, []);
  });
});
