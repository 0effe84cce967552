import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Kind, parse, validate } from 'graphql';
import { schema } from '../../support/contract/sandbox-schema.ts';
import { root } from '../../support/paths.ts';
import { readDocument } from '../../tools/graphql-documents.mjs';

const folder = join(root, 'src/gateway/operations');
const documentsIn = (place: string) =>
  readdirSync(place)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => join(place, name));

/** `AppList` is in `fetch-app-list.graphql`: a query's file says that it fetches, a mutation's has its very name. */
function fileNameOf(operation: string, kind: string): string {
  const words = operation.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  return kind === 'query' ? `fetch-${words}` : words;
}

describe('operations against the schema', () => {
  const files = documentsIn(folder);

  it('there are operations to check', () => {
    assert.notEqual(files.length, 0);
  });

  for (const file of files) {
    const name = basename(file, '.graphql');

    it(`${name} is valid with its fragments, each once and none unused, and holds one operation of its own name`, () => {
      const document = parse(readDocument(file).text);
      assert.deepEqual(
        validate(schema, document).map((error) => error.message),
        [],
      );
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      assert.deepEqual(
        operations.map((operation) => fileNameOf(operation.name?.value ?? '', operation.operation)),
        [name],
      );
    });
  }

  it('no file of fragments is unused', () => {
    const used = new Set(files.flatMap((file) => readDocument(file).files));
    assert.deepEqual(
      documentsIn(join(folder, 'fragments')).filter((file) => !used.has(file)),
      [],
    );
  });
});
