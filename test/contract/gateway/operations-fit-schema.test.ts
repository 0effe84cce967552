import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Kind, parse, validate } from 'graphql';
import { schema } from '../../support/contract/sandbox-schema.ts';

const FOLDER = new URL('../../../src/gateway/operations/', import.meta.url);

describe('operations against the schema', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));

  it('there are operations to check', () => {
    assert.notEqual(files.length, 0);
  });

  for (const file of files) {
    it(`${file} is valid and holds one operation of its own name`, () => {
      const document = parse(readFileSync(new URL(file, FOLDER), 'utf8'));
      assert.deepEqual(
        validate(schema, document).map((error) => error.message),
        [],
      );
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      assert.deepEqual(
        operations.map((operation) => operation.name?.value),
        [basename(file, '.graphql')],
      );
    });
  }
});
