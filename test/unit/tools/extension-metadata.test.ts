import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import { oldestVersion } from '../../support/host/vscode-version.ts';

interface Metadata {
  name: string;
  publisher: string;
  license: string;
  icon: string;
  categories: string[];
  keywords: string[];
  extensionKind: string[];
  devDependencies: Record<string, string>;
  enabledApiProposals?: string[];
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const metadata = JSON.parse(read('package.json')) as Metadata;

describe('the metadata of the extension', () => {
  it('has what Open VSX asks for, where editors built on VS Code look for extensions', () => {
    assert.match(`${metadata.publisher}.${metadata.name}`, /^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/);
    assert.equal(metadata.license, 'MIT');
    assert.match(read('LICENSE'), /^MIT License/);
    assert.ok(existsSync(join(root, metadata.icon)));
    assert.ok(metadata.categories.length > 0 && metadata.keywords.length <= 30);
  });

  it('claims the VS Code whose types it is written against, and no proposed API: other editors have none', () => {
    assert.equal(metadata.devDependencies['@types/vscode'], oldestVersion());
    assert.equal(metadata.enabledApiProposals, undefined);
  });

  it('says that it runs where the workspace is: manifests and archives are there', () => {
    assert.deepEqual(metadata.extensionKind, ['workspace']);
  });

  it('never names the scheme of links: each editor has its own', () => {
    const files = ['README.md', 'package.json', 'package.nls.json', ...globSync('src/**/*.ts', { cwd: root })];
    assert.deepEqual(
      files.filter((file) => read(file).includes(`vscode://${metadata.publisher}`)),
      [],
    );
  });
});
