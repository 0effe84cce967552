import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForgeError } from '../../../src/core/errors.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import {
  assertNoCanaryIn,
  assertNoCanaryUnder,
  canary,
  canaryIn,
  filesWithCanary,
  watchForCanary,
} from '../../support/canary.ts';
import { useFolder } from '../../support/folder.ts';

const token = canary('planted-4f7a1c92e0');

/** Everything that a careless line of code might make of a token. */
const leaks: Readonly<Record<string, string | Buffer>> = {
  plain: `the token ${token} is wrong`,
  'as a header': `authorization: Basic ${Buffer.from(`mara@example.com:${token}`).toString('base64')}`,
  ...Object.fromEntries(
    ['a', 'ab', 'abc', 'mara+forge@example.com'].map((email) => [
      `in Base64 behind ${email}`,
      Buffer.from(`${email}:${token}`).toString('base64'),
    ]),
  ),
  'in Base64 for URLs': Buffer.from(`?${token}?`).toString('base64url'),
  'in a URL': `https://example.com/?token=${encodeURIComponent(token)}`,
  'in JSON': JSON.stringify({ token: `"${token}"` }),
  'in hex': Buffer.from(token).toString('hex'),
  'in capital hex': Buffer.from(token).toString('hex').toUpperCase(),
  'in UTF-16': Buffer.from(token, 'utf16le'),
  'as bytes in JSON': JSON.stringify(Buffer.from(token)),
};

describe('a token that got out', () => {
  const folder = useFolder({ mayHoldTokens: true });

  for (const [how, leak] of Object.entries(leaks)) {
    it(`is found ${how}: in a text, in a file, in a file’s name, and in what is printed piece by piece`, async () => {
      assert.ok(canaryIn(leak));
      await mkdir(join(folder.path, 'a', 'b'), { recursive: true });
      await writeFile(join(folder.path, 'a', 'innocent.txt'), 'nothing');
      assert.deepEqual(await filesWithCanary(folder.path), []);
      await writeFile(
        join(folder.path, 'a', 'b', 'leak.bin'),
        Buffer.concat([Buffer.alloc(100_000, 'x'), Buffer.from(leak), Buffer.alloc(10)]),
      );
      assert.equal((await filesWithCanary(folder.path)).length, 1);
      await assert.rejects(assertNoCanaryUnder(folder.path), /leak\.bin/);

      const watched = watchForCanary();
      for (const byte of Buffer.from(leak)) watched.write(Buffer.from([byte]));
      assert.ok(watched.found);
    });
  }

  it('is found in the parts of a value that are not seen at once', () => {
    const values: readonly unknown[] = [
      { deep: [{ in: new Map([['a', { list: [token] }]]) }] },
      new ForgeError('refused', 'no', { cause: new Error('why', { cause: { headers: { authorization: token } } }) }),
      Object.defineProperty({}, 'hidden', { value: token, enumerable: false }),
      Object.assign(new Error('x'), { request: { body: Buffer.from(token) } }),
      new Set([`${'x'.repeat(50_000)}${token}`]),
    ];
    for (const value of values) assert.throws(() => assertNoCanaryIn('it', value), /A token is/);
    assertNoCanaryIn('it', { token: '***', basic: 'Basic ***' });
  });

  it('is one of the sandbox’s as well', () => {
    for (const account of Object.values(createWorld(new Date(0)).accounts))
      assert.ok(canaryIn(account.token), account.email);
  });
});
