import assert from 'node:assert/strict';
import { CodeProgram } from '../../../../src/manifest/code/code-program.ts';
import { noPaths } from '../../../../src/manifest/code/module-paths.ts';
import { assembleAddresses, isWorthScanning, scanOrigin } from '../../../../src/manifest/code/scan-app.ts';

/** The calls of addresses in an app's files, as `file: what address`; `?` for what may be any, `…` where it may be another. */
function addresses(files: Readonly<Record<string, string>>): string[] {
  const program = new CodeProgram(noPaths, true);
  for (const [path, text] of Object.entries(files)) program.set(path, text);
  const paths = Object.keys(files).filter((path) => isWorthScanning(files[path] ?? ''));
  const found = assembleAddresses(new Map(paths.map((path) => [path, scanOrigin(program, path)])));
  return [...found].flatMap(([file, calls]) =>
    calls.map(
      ({ text, address = '?', isSure }) => `${file}: ${text} ${address}${isSure || address === '?' ? '' : '…'}`,
    ),
  );
}

type Case = readonly [what: string, files: string | Readonly<Record<string, string>>, expected: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [what, files, expected] of cases)
    it(what, () => {
      const isOne = typeof files === 'string';
      const found = addresses(isOne ? { 'a.ts': files } : files);
      assert.deepEqual(isOne ? found.map((one) => one.replace('a.ts: ', '')) : found, expected);
    });
}

describe('Calls of addresses are found', () => {
  check([
    ['of fetch itself', `await fetch('https://api.example.com/v1?q=1')`, ['fetch https://api.example.com']],
    [
      'of Forge’s fetch, by any name',
      `import api, { fetch as get } from '@forge/api'; api.fetch(\`https://a.example.com/\${id}\`); get('https://b.example.com');`,
      ['api.fetch https://a.example.com', 'get https://b.example.com'],
    ],
    [
      'of packages, required or imported',
      `import axios from 'axios'; const fetch = require('node-fetch'); import https from 'node:https';
       axios.post('https://a.example.com', {}); axios({ url: 'https://b.example.com' }); fetch('https://c.example.com');
       https.get({ hostname: 'd.example.com', path: '/x' });`,
      [
        'axios.post https://a.example.com',
        'axios https://b.example.com',
        'fetch https://c.example.com',
        'https.get https://d.example.com',
      ],
    ],
    [
      'below the base of a client',
      `import axios from 'axios'; const client = axios.create({ baseURL: 'https://a.example.com/v1' });
       client.get('/issues'); client.get(path); axios.get('/x', { baseURL: 'https://b.example.com' });`,
      ['client.get https://a.example.com', 'client.get https://a.example.com', 'axios.get https://b.example.com'],
    ],
    [
      'in constants of other files, and in addresses that are put together',
      {
        'config.ts': `export const base = 'https://api.example.com'; export const urls = { login: base + '/login' };`,
        'a.ts': `import { base, urls } from './config'; fetch(base + path); fetch(urls.login); fetch(new URL('/x', base).href);`,
      },
      [
        'a.ts: fetch https://api.example.com',
        'a.ts: fetch https://api.example.com',
        'a.ts: fetch https://api.example.com',
      ],
    ],
    [
      'by those who call a wrapper, in their files',
      {
        'http.ts': `export async function getJson(url) { return (await fetch(url)).json(); }`,
        'a.ts': `import { getJson } from './http'; getJson('https://a.example.com/x');`,
        'b.ts': `import { getJson } from './http'; getJson('https://b.example.com/x');`,
      },
      ['a.ts: getJson https://a.example.com', 'b.ts: getJson https://b.example.com'],
    ],
    [
      'of XMLHttpRequest',
      `const r = new XMLHttpRequest(); r.open('GET', 'https://a.example.com/x');`,
      ['r.open https://a.example.com'],
    ],
    [
      'with one of two addresses',
      `fetch(isTest ? 'https://test.example.com' : 'https://example.com')`,
      ['fetch https://test.example.com', 'fetch https://example.com'],
    ],
    ['whose site alone is not known', 'fetch(`https://${site}.atlassian.net/x`)', ['fetch https://*.atlassian.net']],
  ]);
});

describe('What a call of an address reaches is not known', () => {
  check([
    [
      'where it comes from outside',
      `fetch(process.env.API_URL); fetch(await storage.get('url'))`,
      ['fetch ?', 'fetch ?'],
    ],
    [
      'where it may come from outside',
      `fetch(process.env.API_URL || 'https://api.example.com')`,
      ['fetch https://api.example.com…', 'fetch ?'],
    ],
    [
      'where its host is put together',
      'fetch(`https://api.${region}`); fetch(`https://a${n}.com/x`)',
      ['fetch ?', 'fetch ?'],
    ],
    ['where fetch is handed on', `import axios from 'axios'; retry(axios); load(fetch)`, ['axios ?', 'fetch ?']],
    ['where it is fetch of something not known', `client.fetch('https://api.example.com')`, ['fetch ?']],
  ]);
});

describe('No call of an address outside the app is', () => {
  check([
    ['a path', `fetch('/rest/api/3/issue'); fetch('./data.json'); fetch('data:text/plain,x')`, []],
    ['a function of the app by that name', `function fetch(x) { return x; } fetch('https://api.example.com');`, []],
    ['a method of something else', `window.open('https://example.com'); list.get('https://example.com', 1);`, []],
  ]);
});
