import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFilesBeside } from '../../../../src/manifest/command-line/disk-files.ts';
import { checkFiles } from '../../../../src/manifest/model/check-files.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { useFolder } from '../../../support/folder.ts';

const functions = (...handlers: string[]) =>
  `modules:\n  function:\n${handlers.map((handler, index) => `    - key: f${index}\n      handler: ${handler}\n`).join('')}`;
const resources = (...paths: string[]) =>
  `resources:\n${paths.map((path, index) => `  - key: r${index}\n    path: ${path}\n`).join('')}`;

describe('what a manifest names and is not there', () => {
  const folder = useFolder();

  async function missing(manifest: string, files: Readonly<Record<string, string>>): Promise<string[]> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder.path, path)), { recursive: true });
      await writeFile(join(folder.path, path), text);
    }
    const found = await checkFiles(parseManifest(manifest), diskFilesBeside(folder.path));
    return found.map((one) => `${one.kind} ${'path' in one ? one.path : ''}${'name' in one ? ` ${one.name}` : ''}`);
  }

  it('is a file of a function below src, with each of the extensions that Forge takes', async () => {
    const files = Object.fromEntries(
      ['a.js', 'b.jsx', 'c.ts', 'd.tsx', 'deep/e.cjs', 'f.mjs'].map((name) => [`src/${name}`, 'export const run = 1;']),
    );
    assert.deepEqual(
      await missing(
        functions('a.run', 'b.run', 'c.run', 'd.run', 'deep/e.run', 'f.run', 'deep/none.run', 'no/a.run'),
        files,
      ),
      ['missingHandler src/f', 'missingHandler src/deep/none', 'missingHandler src/no/a'],
    );
  });

  it('is an export that a file does not even mention, unless it exports what is not written in it', async () => {
    const files = {
      'src/plain.js': 'export const run = () => 1;\nexport { go as walk } from "./go";\n',
      'src/all.js': 'export * from "./plain";\n',
      'src/old.cjs': 'module.exports = require("./plain");\n',
    };
    assert.deepEqual(
      await missing(functions('plain.run', 'plain.walk', 'plain.handler', 'all.handler', 'old.handler'), files),
      ['missingExport src/plain.js handler'],
    );
  });

  it('is a resource, unless a build is to write it or it lies elsewhere', async () => {
    const files = { 'static/page/package.json': '{}', 'src/frontend/index.jsx': '', 'public/a.png': '' };
    assert.deepEqual(
      await missing(
        resources(
          'src/frontend/index.jsx',
          './public/',
          'static/page/build',
          'static/page/build/deeper',
          'dist/page',
          'src/build',
          'nowhere/build',
          '../other/build',
          '/etc/hosts',
          'src/frontned/index.jsx',
          'static/pag',
        ),
        files,
      ),
      ['missingResource nowhere/build', 'missingResource src/frontned/index.jsx', 'missingResource static/pag'],
    );
  });

  it('is nothing of what a variable, another bundler or broken YAML may hold', async () => {
    assert.deepEqual(await missing(`${functions('${FILE}.run')}${resources('${FOLDER}')}`, {}), []);
    assert.deepEqual(
      await missing(`app:\n  package:\n    bundler: manual@2026\n    path: built\n${functions('none.run')}`, {}),
      [],
    );
    assert.deepEqual(await missing(`app: "open\n${functions('none.run')}`, {}), []);
  });

  it('is judged for as many as an app can have, and no more', async () => {
    const many = functions(...Array.from({ length: 3_000 }, (_, index) => `folder${index}/a.run`));
    assert.equal((await missing(many, {})).length, 200);
  });
});
