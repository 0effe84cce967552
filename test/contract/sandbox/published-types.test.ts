import assert from 'node:assert/strict';
import { isIntrospectionType } from 'graphql';
import { compareType } from '../../support/contract/compare-schemas.ts';
import { downloadPublished, gatewayTypes } from '../../support/contract/published-package.ts';
import { readPublishedTypes, type PublishedSchema } from '../../support/contract/published-types.ts';
import { schema } from '../../support/contract/sandbox-schema.ts';

/**
 * Compares names, kinds, fields, arguments, lists, nullability, enum values, union members and
 * implemented interfaces. Not published, and so not compared: directives (`@optIn`), default values,
 * descriptions.
 */
describe(`the schema agrees with the types of ${gatewayTypes.package} (which show no directives and no default values)`, () => {
  let published: PublishedSchema;

  before(async function () {
    this.timeout(60_000);
    const download = await downloadPublished(gatewayTypes);
    if ('unreachable' in download) {
      console.log(
        `    SKIPPED: the schema is not compared, the package registry cannot be reached (${download.unreachable}).`,
      );
      return this.skip();
    }
    published = readPublishedTypes(download.text);
  });

  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    it(type.name, () => {
      assert.deepEqual(compareType(type, schema, published), []);
    });
  }
});
