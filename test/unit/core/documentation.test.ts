import assert from 'node:assert/strict';
import { documentation } from '../../../src/core/documentation.ts';

describe('the addresses of the documentation', () => {
  for (const [name, address] of Object.entries(documentation))
    it(`${name} is a page of Atlassian's over TLS`, () => {
      const url = new URL(address);
      assert.equal(url.protocol, 'https:');
      assert.match(url.hostname, /^(developer|support)\.atlassian\.com$/);
      assert.equal(url.href, address);
      assert.equal(url.search, '');
    });

  it('each stands there once', () => {
    const addresses = Object.values(documentation);
    assert.deepEqual([...new Set(addresses)], addresses);
  });
});
