import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../support/paths.ts';

/** Files of the page with what they hold of the toolkit: its tags, its package, parts within its elements. */
function usesOfToolkit(pattern: string, use: RegExp): string[] {
  return globSync(pattern, { cwd: root }).flatMap((file) => {
    const uses = readFileSync(join(root, file), 'utf8').match(use) ?? [];
    return uses.length > 0 ? [`${file.replaceAll('\\', '/')}: ${uses.join(' ')}`] : [];
  });
}

describe('The webview toolkit', () => {
  it('is known by one script of the page', () => {
    const uses = usesOfToolkit(
      'webview-ui/**/*.ts',
      /<\/?vscode-[a-z-]+|['"`]vscode-[a-z-]+|@vscode\/webview-ui-toolkit/g,
    );
    assert.deepEqual(
      uses.map((use) => use.split(':')[0]),
      ['webview-ui/components/toolkit.ts'],
      uses.join('\n'),
    );
  });

  it('is styled in one file', () => {
    const uses = usesOfToolkit('webview-ui/**/*.css', /(?<![-.\w])vscode-[a-z-]+|::part\(/g);
    assert.deepEqual(
      uses.map((use) => use.split(':')[0]),
      ['webview-ui/components/toolkit.css'],
      uses.join('\n'),
    );
  });
});
