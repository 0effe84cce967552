import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentation } from '../../../src/core/documentation.ts';
import { root } from '../../support/paths.ts';

describe('the addresses of the documentation', () => {
  for (const [name, address] of Object.entries(documentation))
    it(`${name} is a page of Atlassian's over TLS`, () => {
      const url = new URL(address);
      assert.equal(url.protocol, 'https:');
      assert.match(url.hostname, /^(developer|support)\.atlassian\.com$/);
      assert.equal(url.href, address);
      assert.equal(url.search, '');
    });

  it('are each led to from somewhere', () => {
    const code = globSync('{src,webview-ui}/**/*.ts', { cwd: root })
      .filter((file) => file.replaceAll('\\', '/') !== 'src/core/documentation.ts')
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const unused = Object.keys(documentation).filter(
      (name) => !new RegExp(`documentation\\.${name}\\b|'${name}'`).test(code),
    );
    assert.deepEqual(unused, []);
  });

  it('each stands there once', () => {
    const addresses = Object.values(documentation);
    assert.deepEqual([...new Set(addresses)], addresses);
  });
});
