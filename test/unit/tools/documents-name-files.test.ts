import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';

/** Where a path that a document names may begin. */
const starts = ['', 'src', 'src/gateway/operations', 'src/gateway/operations/fragments', 'src/removal', 'src/manifest'];

/** What git ignores is made by a build or a test, and is not there in a fresh clone. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'));
const isIgnored = (path: string) => ignored.some((folder) => path.startsWith(folder));

describe('the documents for those who carry on', () => {
  for (const document of ['.github/ARCHITECTURE.md', '.github/CONTRIBUTING.md']) {
    it(`${document} names files and folders that there are`, () => {
      const text = readFileSync(join(root, document), 'utf8');
      const paths = [...text.matchAll(/`((?:[\w.-]+\/)*[\w.-]+(?:\.(?:ts|mjs|md|json|graphql)|\/))`/g)].map(
        ([, path]) => path ?? '',
      );
      assert.ok(paths.length > 5, 'paths are found');
      const missing = paths.filter(
        (path) =>
          !isIgnored(path) &&
          !starts.some((start) => existsSync(join(root, start, path))) &&
          globSync(`{src,webview-ui,test}/**/${path.replace(/\/$/, '')}`, { cwd: root }).length === 0,
      );
      assert.deepEqual(missing, []);
    });
  }
});
