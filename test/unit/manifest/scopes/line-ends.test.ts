// A clone on Windows may have Windows line ends, whatever .gitattributes asks for.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOperationTable } from '../../../../src/manifest/scopes/operation-table.ts';
import { parseDocumentedNeeds } from '../../../../src/manifest/scopes/documented-needs.ts';
import { parseEventTable } from '../../../../src/manifest/scopes/event-table.ts';
import { parseScopeTable } from '../../../../src/manifest/scopes/scope-table.ts';
import { useFolder } from '../../../support/folder.ts';
import { root } from '../../../support/paths.ts';
import { readDocument } from '../../../tools/graphql-documents.mjs';

const withWindowsLineEnds = (text: string) => text.replaceAll('\n', '\r\n');

describe('our own data with Windows line ends', () => {
  const folder = useFolder();

  for (const [file, parse] of [
    ['scopes.tsv', parseScopeTable],
    ['operations.tsv', parseOperationTable],
    ['events.tsv', (text: string) => [...parseEventTable(text)]],
    ['documented-needs.tsv', parseDocumentedNeeds],
  ] as const) {
    it(`means the same: ${file}`, async () => {
      const text = await readFile(join(root, 'src/manifest/scopes', file), 'utf8');
      const rows = parse(text);
      assert.ok(rows.length > 100);
      assert.deepEqual(parse(withWindowsLineEnds(text)), rows);
    });
  }

  it('means the same: a GraphQL document with fragments', async () => {
    const from = join(root, 'src/gateway/operations');
    const own = await readFile(join(from, 'fetch-app-list.graphql'), 'utf8');
    const imported = [...own.matchAll(/^#import "(.+)"$/gm)].map(([, path = '']) => path);
    assert.ok(imported.length > 0);
    const document = readDocument(join(from, 'fetch-app-list.graphql'));
    for (const path of document.files) {
      const copy = join(folder.path, path.slice(from.length));
      await mkdir(join(copy, '..'), { recursive: true });
      await writeFile(copy, withWindowsLineEnds(await readFile(path, 'utf8')));
    }
    assert.equal(readDocument(join(folder.path, 'fetch-app-list.graphql')).text, document.text);
  });

  it('is kept from them by git', async () => {
    assert.match(await readFile(join(root, '.gitattributes'), 'utf8'), /^\* text=auto eol=lf$/m);
  });
});
