import assert from 'node:assert/strict';
import { addressText, isLocal, isWhole, parseAddress } from '../../../../src/manifest/egress/address.ts';
import { allows, isNamedBy } from '../../../../src/manifest/egress/allowed-addresses.ts';
import { namedHosts } from '../../../../src/manifest/egress/named-hosts.ts';
import { mayCallByItself } from '../../../../src/manifest/egress/quiet-packages.ts';

const address = (text: string) => {
  const parsed = parseAddress(text);
  assert.ok(parsed, text);
  return parsed;
};

describe('An address', () => {
  it('is a protocol and a host, without path and query, and with HTTPS where no protocol is written', () => {
    const read = (text: string) => {
      const parsed = parseAddress(text);
      return parsed && addressText(parsed);
    };
    assert.deepEqual(
      [
        'api.example.com',
        'https://API.example.com:8443/v1?q=1',
        '//cdn.example.com/a',
        '*.example.com',
        'wss://x.io',
      ].map(read),
      [
        'https://api.example.com',
        'https://api.example.com:8443',
        'https://cdn.example.com',
        'https://*.example.com',
        'wss://x.io',
      ],
    );
    assert.deepEqual(
      ['/rest/api/3', '', 'issues', 'atlassian:external', '?q', '${HOST}'].map(read),
      Array(6).fill(undefined),
    );
  });

  it('is local or known in part', () => {
    assert.deepEqual(
      ['http://localhost:3000', '127.0.0.1', 'https://local.example.com'].map((text) => isLocal(address(text))),
      [true, true, false],
    );
    assert.deepEqual(
      ['*.example.com', 'example.com'].map((text) => isWhole(address(text))),
      [false, true],
    );
  });
});

describe('A declared address', () => {
  for (const [declared, called, isAllowed] of [
    ['api.example.com', 'https://api.example.com/v1', true],
    ['https://api.example.com/some/path', 'https://api.example.com/other', true],
    ['https://api.example.com', 'https://example.com', false],
    ['*.example.com', 'https://api.example.com', true],
    ['*.example.com', 'https://a.b.example.com', true],
    ['*.example.com', 'https://example.com', false],
    ['*.example.com', 'https://badexample.com', false],
    ['https://*.example.com/*', 'https://eu.example.com', true],
    ['*', 'https://anything.example.org:8443', true],
    ['example.com', 'http://example.com', false],
    ['http://example.com', 'https://example.com', true],
    ['example.com', 'https://example.com:8443', false],
    ['site.atlassian.net', 'https://*.atlassian.net', true],
    ['*.atlassian.net', 'https://*.atlassian.net', true],
    ['api.example.com', 'https://*.atlassian.net', false],
    ['not an address', 'https://example.com', false],
  ] as const)
    it(`${declared} ${isAllowed ? 'lets' : 'does not let'} an app reach ${called}`, () => {
      assert.equal(allows(declared, address(called)), isAllowed);
    });

  it('may be meant by a host in the code', () => {
    const named = (declared: string, host: string) => isNamedBy(address(declared), host);
    assert.ok(named('*.example.com', 'api.example.com') && named('api.example.com', 'example.com'));
    assert.ok(named('*.example.com', 'example.com') && named('API.example.com', 'api.example.com'));
    assert.ok(!named('api.example.com', 'other.example.com') && !named('example.com', 'notexample.com'));
  });
});

describe('A text', () => {
  it('names hosts in quotes, behind slashes and behind what is put in', () => {
    const text =
      "const a = 'api.example.com', b = `https://${site}.atlassian.net/x`; call.me.maybe(); // https://c.example.org/d";
    assert.deepEqual(namedHosts(text), ['api.example.com', 'atlassian.net', 'c.example.org']);
  });

  it('is read in time, whatever it is', () => {
    const hostile = `${'"a.'.repeat(50_000)}${'.a'.repeat(50_000)}"`;
    const before = performance.now();
    namedHosts(hostile);
    assert.ok(performance.now() - before < 1_000);
  });
});

describe('A package', () => {
  it('may call addresses by itself unless it is known not to', () => {
    const loud = [
      'openai',
      '@sentry/node',
      'node:net',
      'https',
      'child_process',
      '@octokit/rest',
      'nodemailer',
      'reactor',
      'i18next-http-backend',
    ];
    const quiet = ['@forge/kvs', 'react', 'react-dom/client', 'lodash/debounce', 'fs/promises', 'node:crypto', 'uuid'];
    assert.deepEqual(
      loud.filter((module) => !mayCallByItself(module)),
      [],
    );
    assert.deepEqual([...quiet, '@fontsource/inter/400.css', ' In', ',x=>'].filter(mayCallByItself), []);
  });
});
