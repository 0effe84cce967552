import assert from 'node:assert/strict';
import { clouds } from '../../../src/core/clouds.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import { gatewaysBeside, parseGatewayUrl } from '../../../src/gateway/endpoint.ts';

describe('the gateway URL', () => {
  const accepted: readonly [text: string, href: string][] = [
    ['https://api.atlassian.com/graphql', 'https://api.atlassian.com/graphql'],
    ['  https://api.atlassian-us-gov-mod.com/graphql\n', 'https://api.atlassian-us-gov-mod.com/graphql'],
    ['https://gateway.example.com:8443/graphql?x=1', 'https://gateway.example.com:8443/graphql?x=1'],
    ['HTTPS://API.ATLASSIAN.COM/graphql', 'https://api.atlassian.com/graphql'],
    ['http://127.0.0.1:4000/graphql', 'http://127.0.0.1:4000/graphql'],
    ['http://127.8.9.10/graphql', 'http://127.8.9.10/graphql'],
    ['http://localhost:4000/graphql', 'http://localhost:4000/graphql'],
    ['http://LOCALHOST/graphql', 'http://localhost/graphql'],
    ['http://[::1]:4000/graphql', 'http://[::1]:4000/graphql'],
    ['http://127.1/graphql', 'http://127.0.0.1/graphql'],
  ];
  for (const [text, href] of accepted)
    it(`may be ${JSON.stringify(text)}`, () => assert.equal(parseGatewayUrl(text).href, href));

  const refused = [
    '',
    ' ',
    'https://',
    'http://',
    'graphql',
    '//api.atlassian.com/graphql',
    'api.atlassian.com/graphql',
    'not a url',
    'https://exa mple.com',
    'https://[::1',
    'https://example.com:99999/',
    'ftp://api.atlassian.com/graphql',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'ws://127.0.0.1/graphql',
    'http://api.atlassian.com/graphql',
    'http://example.com/',
    'http://10.0.0.1/graphql',
    'http://192.168.0.1/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost.evil.com/graphql',
    'http://127.0.0.1.evil.com/graphql',
    'http://evil.com/?127.0.0.1',
    'http://evil.com#localhost',
    'http://127.0.0.1@evil.com/graphql',
    'http://localhost:x@evil.com/',
    'http://notlocalhost/',
    'http://128.0.0.1/',
    'http://1270.0.0.1/',
  ];
  for (const text of refused) {
    it(`may not be ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseGatewayUrl(text),
        (error) => error instanceof ForgeError && error.kind === 'misconfigured' && error.message !== '',
      );
    });
  }

  for (const text of [
    'https://me:secret-word@api.atlassian.com/graphql',
    'https://secret-word@api.atlassian.com/',
    'https://:secret-word@api.atlassian.com/',
    'ftp://me:secret-word@example.com/',
    'http://me:secret-word@127.0.0.1/',
  ]) {
    it(`holds no credentials, as ${text} does, and the error does not repeat them`, () => {
      assert.throws(
        () => parseGatewayUrl(text),
        (error) =>
          error instanceof ForgeError && error.kind === 'misconfigured' && !error.message.includes('secret-word'),
      );
    });
  }

  it('is not repeated at length in the error', () => {
    assert.throws(
      () => parseGatewayUrl('x'.repeat(100_000)),
      (error) => error instanceof ForgeError && error.message.length < 300,
    );
  });
});

describe('beside the configured gateway', () => {
  const { commercial, government } = clouds;
  for (const [configured, all] of [
    [commercial.gateway, [commercial.gateway, government.gateway]],
    [government.gateway, [government.gateway, commercial.gateway]],
    [
      'https://gateway.atlassian-us-gov-mod.com/other',
      ['https://gateway.atlassian-us-gov-mod.com/other', commercial.gateway],
    ],
    ['http://127.0.0.1:4000/graphql', ['http://127.0.0.1:4000/graphql']],
    ['https://api.atlassian.com.example.org/graphql', ['https://api.atlassian.com.example.org/graphql']],
  ] as const) {
    it(`stands what belongs to ${configured}`, () =>
      assert.deepEqual(
        gatewaysBeside(new URL(configured)).map(({ href }) => href),
        all,
      ));
  }
});
