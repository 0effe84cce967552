import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ForgeError, type ForgeErrorKind } from '../../../src/core/errors.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { type Arrival, clientOver, goodReplies } from '../../support/fuzz/hostile-line.ts';
import { anyJson, edit, edited, hostileTexts, jsonText } from '../../support/fuzz/json.ts';
import { assertSound, uses } from '../../support/fuzz/run-operations.ts';

/** Kinds that a strange answer may come to: each says what to do. `unexpected` is a fault of ours. */
const kinds: ReadonlySet<ForgeErrorKind> = new Set([
  'signedOut',
  'forbidden',
  'notFound',
  'rateLimited',
  'serverError',
  'badReply',
  'refused',
  'outcomeUnknown',
]);

const headers = fc.dictionary(
  fc.constantFrom('retry-after', 'x-request-id', 'x-trace-id', 'content-type'),
  fc.oneof(fc.constantFrom(...hostileTexts), fc.nat().map(String)),
  { maxKeys: 3 },
);
const status = fc.oneof(
  { weight: 12, arbitrary: fc.constant(200) },
  { weight: 3, arbitrary: fc.integer({ min: 100, max: 599 }) },
);
const errorEntry = fc.record(
  {
    message: anyJson,
    path: fc.oneof(anyJson, fc.array(fc.constantFrom<string | number>('apps', 'createdBy', 'ecosystem', 'license', 0))),
    extensions: fc.oneof(
      anyJson,
      fc.record(
        {
          errorType: fc.oneof(anyJson, fc.constantFrom('TOO_MANY_REQUESTS', 'PERMISSION_DENIED', 'APP_NOT_FOUND')),
          statusCode: fc.oneof(anyJson, fc.constantFrom(401, 403, 404, 429, 500)),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

/** What an answer becomes on its way. */
const spoiling = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .array(edit, { minLength: 1, maxLength: 4 })
      .map((edits) => (good: string) => jsonText(edited(JSON.parse(good), edits))),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(errorEntry, { maxLength: 3 })
      .map((errors) => (good: string) => jsonText({ ...(JSON.parse(good) as object), errors })),
  },
  { weight: 2, arbitrary: anyJson.map((json) => () => jsonText(json)) },
  { weight: 1, arbitrary: anyJson.map((json) => () => jsonText({ data: json, extensions: json })) },
  {
    weight: 1,
    arbitrary: fc.nat(1000).map((share) => (good: string) => good.slice(0, Math.floor((good.length * share) / 1000))),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(10_000), fc.string()).map(
      ([at, extra]) =>
        (good: string) =>
          good.slice(0, at % good.length) + extra + good.slice((at % good.length) + 1),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '<!doctype html><title>Sign in</title>', '\uFEFF{}', '{"data":', '[]', 'null', '0'),
      )
      .map((body) => () => body),
  },
);

describe('a reply of the gateway that nobody should send', function () {
  this.timeout(600_000);
  const good = goodReplies();

  for (const [what, use] of Object.entries(uses)) {
    property(
      `to ${what} comes to a sound value, or to an error that says what to do`,
      350,
      fc.record({ status, headers, spoil: spoiling, spared: fc.nat(3) }),
      async (given) => {
        let asked = 0;
        const arrives = async (_operation: string, body: string): Promise<Arrival> => {
          const text = await good.of(body);
          // Of several requests, some are answered well.
          const isSpared = given.spared > 0 && asked++ === given.spared - 1;
          return isSpared
            ? { status: 200, headers: {}, body: text }
            : { status: given.status, headers: given.headers, body: given.spoil(text) };
        };
        try {
          assertSound(await use(clientOver(arrives)));
        } catch (error) {
          if (!(error instanceof ForgeError)) throw error;
          assert.ok(kinds.has(error.kind), `${error.kind}: ${error.message}`);
          assert.ok(
            error.message.length > 0 && error.message.length < 1000,
            `a message of ${error.message.length} characters`,
          );
        }
      },
    );
  }
});
