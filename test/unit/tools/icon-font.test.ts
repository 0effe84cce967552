import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import { usedIcons } from '../../tools/icon-font.mjs';

const codicons = join(root, 'node_modules/@vscode/codicons/dist/codicon.css');

describe('the icon font of the pages', () => {
  it('has the icons that are named, and no other', async () => {
    const styles = await usedIcons(codicons, new Set(['check', 'warning', 'not-an-icon']));
    assert.deepEqual(
      [...styles.matchAll(/^\.codicon-([\w-]+):before/gm)].map(([, name]) => name),
      ['warning', 'check'],
    );
    const [, font = ''] = /url\("data:font\/woff2;base64,([^"]+)"\) format\("woff2"\)/.exec(styles) ?? [];
    const bytes = Buffer.from(font, 'base64');
    assert.equal(bytes.toString('latin1', 0, 4), 'wOF2');
    assert.ok(bytes.length > 0 && bytes.length < 5_000, `${bytes.length} bytes`);
  });

  it('is not made where no icon is named', async () => {
    await assert.rejects(usedIcons(codicons, new Set(['not-an-icon'])), /another form/);
  });
});
