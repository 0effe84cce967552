import assert from 'node:assert/strict';
import type { FileEgress, ScannedFile } from '../../../../src/manifest/code/scan-results.ts';
import { addressPlaceAt } from '../../../../src/manifest/model/address-place.ts';
import { analyzeEgress } from '../../../../src/manifest/model/egress-usage.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const functions = 'modules:\n  function:\n    - key: run\n      handler: index.run\n';
const pages = 'resources:\n  - key: main\n    path: static/build\n';
const backend = (...addresses: string[]) => listed('backend', addresses);
const client = (...addresses: string[]) => listed('client', addresses);
const listed = (key: string, addresses: readonly string[]) =>
  `permissions:\n  external:\n    fetch:\n      ${key}:\n${addresses.map((one) => `        - ${one}\n`).join('')}`;

/** A file that calls addresses; `?` is one that is not known, `…` behind an address that there may be another. */
function file(side: FileEgress['side'], calls: readonly string[], more: Partial<FileEgress> = {}): ScannedFile {
  return {
    file: `${side ?? 'any'}.js`,
    uses: [],
    unread: [],
    egress: {
      ...(side && { side }),
      hosts: [],
      calls: calls.map((call) =>
        call === '?'
          ? { text: 'fetch', range, isSure: false }
          : { text: 'fetch', range, address: call.replace('…', ''), isSure: !call.endsWith('…') },
      ),
      ...more,
    },
  };
}

const missing = (text: string, ...code: ScannedFile[]) =>
  analyzeEgress(parseManifest(text), code).missing.map(({ kind, address }) => `${kind} ${address}`);
const unused = (text: string, ...code: ScannedFile[]) =>
  analyzeEgress(parseManifest(text), code).unused.map(({ address }) => address);

describe('A missing address', () => {
  it('is one that functions or pages call and their list lacks', () => {
    const code = [file('functions', ['https://a.example.com']), file('pages', ['https://b.example.com'])];
    assert.deepEqual(missing(functions, ...code), [
      'fetch.backend https://a.example.com',
      'fetch.client https://b.example.com',
    ]);
    assert.deepEqual(missing(`${functions}${backend('a.example.com')}`, ...code), [
      'fetch.client https://b.example.com',
    ]);
    assert.deepEqual(missing(`${functions}${client('"*"')}`, ...code), ['fetch.backend https://a.example.com']);
  });

  it('is told once, with all of its calls', () => {
    const [one, ...others] = analyzeEgress(parseManifest(functions), [
      file('functions', ['https://a.example.com', 'https://a.example.com']),
    ]).missing;
    assert.deepEqual([one?.places.length, others.length], [2, 0]);
  });

  it('is none where the call may go elsewhere, or the permission would not help', () => {
    const calls = [
      'https://a.example.com…',
      'http://a.example.com',
      'https://localhost:3000',
      'https://*.atlassian.net',
      '?',
    ];
    assert.deepEqual(missing(functions, file('functions', calls)), []);
    assert.deepEqual(missing(functions, file(undefined, ['https://a.example.com'])), []);
    assert.deepEqual(missing(functions, file('pages', ['https://api.media.atlassian.com'])), []);
  });

  it('is one of a call that only functions can make, wherever it stands', () => {
    const calls = [{ text: 'api.fetch', range, address: 'https://a.example.com', isSure: true, isOfFunctions: true }];
    assert.deepEqual(missing(functions, file(undefined, [], { calls })), ['fetch.backend https://a.example.com']);
  });

  it('is none where more may be declared, admins may add addresses, or a remote has it', () => {
    const code = file('functions', ['https://a.example.com']);
    for (const more of [
      backend('${HOST}'),
      'permissions:\n  external:\n    configurable:\n      enabled: true\n',
      'permissions:\n  external: [\n',
      'remotes:\n  - key: r\n    baseUrl: https://a.example.com/v1\n',
    ])
      assert.deepEqual(missing(`${functions}${more}`, code), [], more);
  });
});

describe('An unused address', () => {
  it('is one that nothing calls or names', () => {
    const text = `${functions}${backend('a.example.com', '"*.example.org"', '"*"')}`;
    assert.deepEqual(unused(text, file('functions', [])), ['a.example.com', '*.example.org', '*']);
    assert.deepEqual(unused(text, file('functions', ['https://a.example.com'])), ['*.example.org']);
    assert.deepEqual(unused(text, file('pages', ['?'])), ['a.example.com', '*.example.org', '*']);
    assert.deepEqual(unused(text, file('functions', [], { hosts: ['eu.example.org'] })), ['a.example.com', '*']);
  });

  it('is none where something may call it: a call, a file that was not read, code elsewhere', () => {
    const text = `${functions}${backend('a.example.com')}`;
    assert.deepEqual(unused(text, file('functions', ['?'])), []);
    assert.deepEqual(unused(text, file(undefined, ['?'])), []);
    assert.deepEqual(unused(text, file('functions', [], { isUnread: true })), []);
    assert.deepEqual(unused(`${text}connectModules: { webhooks: [] }\n`, file('functions', [])), []);
    assert.deepEqual(
      unused(`${text}remotes:\n  - key: r\n    baseUrl: https://a.example.com\n`, file('functions', [])),
      [],
    );
    assert.deepEqual(unused(backend('a.example.com'), file('functions', [])), []);
    assert.deepEqual(analyzeEgress(parseManifest(text), undefined).unused, []);
  });

  it('is none of pages that may have scripts in their HTML, nor of images and the like', () => {
    assert.deepEqual(unused(`${functions}${pages}${client('a.example.com')}`, file('pages', [])), []);
    const kit = 'resources:\n  - key: main\n    path: src/frontend/index.jsx\n';
    assert.deepEqual(unused(`${kit}${client('a.example.com')}`, file('pages', [])), ['a.example.com']);
    assert.deepEqual(unused(`${functions}permissions:\n  external:\n    images:\n      - a.example.com\n`), []);
  });

  it('is none that names a remote, or depends on a variable', () => {
    const text = `${functions}${backend('remote: r', '${HOST}', 'a.example.com')}remotes:\n  - key: r\n    baseUrl: https://r.example.com\n`;
    assert.deepEqual(unused(text, file('functions', [])), ['a.example.com']);
  });
});

describe('The place of an address', () => {
  const text = `${backend('https://a.', 'address: "b', '')}      client:\n        -\n    images:\n      - \n`;
  const at = (line: number, character: number) => {
    const place = addressPlaceAt(text, { line, character });
    return place && `${place.kind} ${place.range.start.character}-${place.range.end.character} ${place.quote}`;
  };

  it('is an item of a list of fetch, or behind its key', () => {
    assert.equal(at(4, 20), 'fetch.backend 10-20 ');
    assert.equal(at(5, 21), 'fetch.backend 19-21 "');
    assert.equal(at(6, 10), 'fetch.backend 10-10 ');
  });

  it('is none elsewhere', () => {
    assert.equal(at(9, 10), undefined);
    assert.equal(at(4, 4), undefined);
    assert.equal(at(3, 10), undefined);
  });
});
