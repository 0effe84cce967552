import assert from 'node:assert/strict';
import { CodeProgram } from '../../../../src/manifest/code/code-program.ts';
import { noPaths } from '../../../../src/manifest/code/module-paths.ts';
import { scanFiles } from '../../../../src/manifest/code/scan-app.ts';

/** The calls of an app's files, as `file: call`; those that could not be read as `file: ? call (what is unknown)`. */
function calls(files: Readonly<Record<string, string>>): string[] {
  const program = new CodeProgram(noPaths, true);
  for (const [path, text] of Object.entries(files)) program.set(path, text);
  return scanFiles(program, Object.keys(files)).flatMap(({ file, uses, unread, failed }) => [
    ...uses.map(({ text }) => `${file}: ${text}`),
    ...unread.map(({ text, unknown }) => `${file}: ? ${text} (${unknown})`),
    ...(failed === undefined ? [] : [`${file}: ${failed}`]),
  ]);
}

const forge = `import api, { asApp, asUser, route } from '@forge/api';\n`;
type Case = readonly [what: string, files: string | Readonly<Record<string, string>>, expected: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [what, files, expected] of cases)
    it(what, () => {
      const isOne = typeof files === 'string';
      const found = calls(isOne ? { 'a.ts': files } : files);
      assert.deepEqual(isOne ? found.map((one) => one.replace('a.ts: ', '')) : found, expected);
    });
}

describe('The scan of an app follows request functions', () => {
  check([
    [
      'that are bound, also with arguments',
      `${forge}const jira = asApp().requestJira.bind(asApp()); jira('/rest/api/3/field');
       const label = asUser().requestJira.bind(undefined, route\`/rest/api/3/label\`); label({ method: 'get' });`,
      ['GET /rest/api/3/field', 'GET /rest/api/3/label'],
    ],
    [
      'that are one of two',
      `${forge}const ask = admin ? asApp().requestJira : asUser().requestJira; ask('/rest/api/3/field');
       (local || asApp().requestConfluence)('/wiki/api/v2/spaces');`,
      ['GET /rest/api/3/field', 'GET /rest/api/3/field', 'GET /wiki/api/v2/spaces'],
    ],
    [
      'whose names are put together',
      `${forge}const ask = (app, path) => asApp()['request' + app](path); ask('Jira', '/rest/api/3/field'); ask('Confluence', '/wiki/api/v2/pages');`,
      ['GET /rest/api/3/field', 'GET /wiki/api/v2/pages'],
    ],
    [
      'that are called with call and apply',
      `${forge}asApp().requestJira.call(null, '/rest/api/3/field', { method: 'POST' }); asApp().requestJira.apply(null, ['/rest/api/3/label']);`,
      ['POST /rest/api/3/field', 'GET /rest/api/3/label'],
    ],
    [
      'that are handed to functions',
      `import { requestJira } from '@forge/bridge'; async function load(request, path) { return request(path); } load(requestJira, '/rest/api/3/field');`,
      ['GET /rest/api/3/field'],
    ],
    [
      'that other files give another name',
      {
        'jira.ts': `${forge}export const jira = asApp().requestJira.bind(asApp()); export default { ask: (p) => asUser().requestJira(p) };`,
        'use.ts': `import own, { jira as j } from './jira'; j('/rest/api/3/field'); own.ask('/rest/api/3/label');`,
      },
      ['use.ts: GET /rest/api/3/field', 'use.ts: GET /rest/api/3/label'],
    ],
    [
      'of classes and their fields',
      `${forge}class Api { #request = asApp().requestJira; base = '/rest/api/3'; path(p) { return this.base + p; }
         fields() { return this.#request(this.path('/field')); } }`,
      ['GET /rest/api/3/field'],
    ],
  ]);

  it('and names each place that it can’t follow', () => {
    assert.deepEqual(
      calls({
        'a.js': `import { requestJira } from '@forge/bridge'; register(requestJira); window.request = requestJira;`,
        'b.js': `import api from '@forge/api'; const all = { jira: api.asApp().requestJira }; export const some = (k) => send(all[k]);`,
        'c.js': `import api from '@forge/api'; api.asApp().requestTeamworkGraph(q); api.requestAtlassian(q); requestConnectedData(q);`,
        'd.js': `import api from '@forge/api'; api.asApp()[\`request\${app}\`]('/rest/api/3/field');`,
        'e.js': `import graphqlGateway from '@atlassian/forge-graphql'; graphqlGateway.compass.asApp().createComponent({});`,
      }),
      [
        'a.js: ? requestJira (path)',
        'a.js: ? requestJira (path)',
        'b.js: ? requestJira (path)',
        'c.js: requestTeamworkGraph',
        'c.js: ? requestAtlassian (scopes)',
        'c.js: ? requestConnectedData (scopes)',
        'd.js: ? request… (path)',
        'e.js: ? @atlassian/forge-graphql (scopes)',
      ],
    );
  });
});

describe('The scan of an app names', () => {
  it('what it calls of which nobody says what it needs', () => {
    const program = new CodeProgram(noPaths, true);
    program.set(
      'a.js',
      `${forge}import graph from '@atlassian/forge-graphql'; const app = asApp();
       app.requestJira('/rest/builds/0.1/bulk', { method: 'POST' }); app.requestJira('/jsm/assets/workspace/1/v1/aql/objects');
       graph.compass.asApp().getComponent({}); app.requestGraph('query { me }'); app.requestConnectedData('x');`,
    );
    assert.deepEqual(
      scanFiles(program, ['a.js']).flatMap(({ unread }) =>
        unread.map(({ called, unknown }) => `${called}: ${unknown}`),
      ),
      ['Jira Software', 'Assets', 'Compass', 'requestGraph', 'requestConnectedData'].map((api) => `${api}: scopes`),
    );
  });
});

describe('The scan of an app reads options that are built in steps', () => {
  const field = (options: string) =>
    `${forge}${options} asApp().requestJira(route\`/rest/api/3/field/\${id}\`, options);`;
  const path = '/rest/api/3/field/{…}';
  const unread = [`? requestJira ${path} (method)`];
  check([
    ['by an assignment', field(`const options = {}; options.method = 'PUT';`), [`PUT ${path}`]],
    ['in brackets', field(`const options = { method: 'POST' }; options['method'] = 'DELETE';`), [`DELETE ${path}`]],
    [
      'with Object.assign',
      field(`const options = Object.assign({ method: 'POST' }, { method: 'PUT' });`),
      [`PUT ${path}`],
    ],
    [
      'with Object.assign later',
      field(`const options = {}; Object.assign(options, { method: 'PUT' });`),
      [`PUT ${path}`],
    ],
    ['with a getter', field(`const options = { get method() { return 'PUT'; } };`), [`PUT ${path}`]],
    ['with Reflect', field(`const options = {}; Reflect.set(options, 'method', 'PUT');`), [`PUT ${path}`]],
    [
      'with Object.defineProperty',
      field(`const options = {}; Object.defineProperty(options, 'method', { value: 'PUT' });`),
      unread,
    ],
    ['with a computed name', field(`const options = {}; options[key] = 'PUT';`), unread],
    [
      'by a function',
      field(`const make = (method) => ({ method, headers: {} }); const options = make('PUT');`),
      [`PUT ${path}`],
    ],
    [
      'by a function that changes them',
      field(`const options = {}; change(options); function change(o) { o.method = 'PUT'; }`),
      unread,
    ],
    ['by a spread of what is not known', field(`const options = { method: 'PUT', ...more };`), unread],
    ['by a spread before the method', field(`const options = { ...more, method: 'PUT' };`), [`PUT ${path}`]],
    [
      'in one of two ways',
      `${forge}const options = {}; if (is) options.method = 'POST'; asApp().requestJira('/rest/api/3/issue/' + key + '/comment', options);`,
      ['GET /rest/api/3/issue/{…}/comment', 'POST /rest/api/3/issue/{…}/comment'],
    ],
    [
      'only after the call',
      `${forge}const options = {}; asApp().requestJira('/rest/api/3/field', options); options.method = 'POST';`,
      ['GET /rest/api/3/field'],
    ],
  ]);
});

describe('The scan of an app follows paths', () => {
  const ask = `${forge}const ask = (path, options) => asApp().requestJira(path, options);\n`;
  check([
    [
      'through functions',
      `${ask}const issue = (key) => route\`/rest/api/3/issue/\${key}\`; ask(issue(1)); ask(\`\${issue(2)}/comment\`);`,
      ['GET /rest/api/3/issue/1', 'GET /rest/api/3/issue/2/comment'],
    ],
    [
      'through functions with several answers',
      `${ask}function kind(t) { switch (t) { case 'f': return 'field'; default: return 'label'; } } ask('/rest/api/3/' + kind(t));`,
      ['GET /rest/api/3/field', 'GET /rest/api/3/label'],
    ],
    [
      'through enums and objects',
      `${ask}enum P { Field = '/rest/api/3/field' } const paths = { label: '/rest/api/3/label', me: { self: '/rest/api/3/myself' } } as const;
        ask(P.Field); ask(paths['label']); ask(paths.me.self);`,
      ['GET /rest/api/3/field', 'GET /rest/api/3/label', 'GET /rest/api/3/myself'],
    ],
    [
      'by any key',
      `${ask}const paths = { a: '/rest/api/3/label', b: '/rest/api/3/myself' }; ask(paths[key]);`,
      ['GET /rest/api/3/label', 'GET /rest/api/3/myself'],
    ],
    [
      'of lists',
      `${ask}for (const p of ['field', 'label']) ask('/rest/api/3/' + p); ['/rest/api/3/myself'].map((p) => ask(p)); ask(['/rest', 'api', '3', 'field'].join('/'));`,
      ['GET /rest/api/3/field', 'GET /rest/api/3/label', 'GET /rest/api/3/myself', 'GET /rest/api/3/field'],
    ],
    [
      'with parts that are replaced',
      `${ask}ask('/rest/api/3/issue/{key}/comment'.replace('{key}', key));`,
      ['GET /rest/api/3/issue/{…}/comment'],
    ],
    [
      'to the next page',
      `${forge}let url = '/rest/api/3/field/search'; while (url) { const r = await asApp().requestJira(url); url = r.next; }`,
      ['GET /rest/api/3/field/search'],
    ],
    [
      'through wrapped functions',
      `${forge}const get = useCallback(async (path) => asApp().requestJira(path), []); get('/rest/api/3/field');`,
      ['GET /rest/api/3/field'],
    ],
    [
      'through arguments that are spread',
      `${forge}const get = (...args) => asApp().requestJira(...args); get('/rest/api/3/field', { method: 'POST' });`,
      ['POST /rest/api/3/field'],
    ],
    [
      'through functions in functions',
      `${forge}const client = (base) => ({ get: (p) => asApp().requestJira(base + p), post: (p, body) => asApp().requestJira(base + p, { method: 'POST', body }) });
        const v3 = client('/rest/api/3'); v3.get('/field'); v3.post('/issue');`,
      ['GET /rest/api/3/field', 'POST /rest/api/3/issue'],
    ],
  ]);
});

describe('The scan of an app takes an expression in a route for one segment at most', () => {
  check([
    [
      'so that no longer operation fits',
      `${forge}asUser().requestJira(route\`/rest/agile/1.0/board/\${board}/sprint/\${id}\`);`,
      ['? GET /rest/agile/1.0/board/{…}/sprint/{…} (operation)'],
    ],
    [
      'where it comes from a function of the app too',
      `${forge}const folder = (type) => (type === 'page' ? 'pages' : 'blogposts'); asUser().requestConfluence(route\`/wiki/api/v2/\${folder(type)}/\${id}\`);`,
      ['GET /wiki/api/v2/pages/{…}', 'GET /wiki/api/v2/blogposts/{…}'],
    ],
  ]);
});

describe('The scan of an app reads across files', () => {
  check([
    [
      'helpers',
      {
        'src/api/jira.ts': `${forge}export async function get(path: Route) { return (await asApp().requestJira(path)).json(); }`,
        'src/index.ts': `import { get as read } from './api/jira.js'; import * as jira from './api/jira'; read('/rest/api/3/field'); jira.get('/rest/api/3/label');`,
      },
      ['src/index.ts: GET /rest/api/3/field', 'src/index.ts: GET /rest/api/3/label'],
    ],
    [
      're-exports',
      {
        'api/jira.js': `${forge}const get = (path) => asApp().requestJira(path); export { get }; export default get;`,
        'api/index.js': `export * from './jira'; export { default as read } from './jira';`,
        'use.js': `import { get, read } from './api'; get('/rest/api/3/field'); read('/rest/api/3/label');`,
      },
      ['use.js: GET /rest/api/3/field', 'use.js: GET /rest/api/3/label'],
    ],
    [
      'CommonJS',
      {
        'jira.js': `const api = require('@forge/api'); module.exports = { get: (path) => api.asApp().requestJira(path) };`,
        'use.js': `const { get } = require('./jira'); const jira = require('./jira'); get('/rest/api/3/field'); jira.get('/rest/api/3/label');`,
      },
      ['use.js: GET /rest/api/3/field', 'use.js: GET /rest/api/3/label'],
    ],
    [
      'constants',
      {
        'paths.ts': `export const base = '/rest/api/3'; export enum Paths { Field = '/rest/api/3/field' } export const of = { label: \`\${base}/label\` };`,
        'use.ts': `${forge}import { base, Paths, of } from './paths'; asApp().requestJira(Paths.Field); asApp().requestJira(of.label); asApp().requestJira(base + '/myself');`,
      },
      ['use.ts: GET /rest/api/3/field', 'use.ts: GET /rest/api/3/label', 'use.ts: GET /rest/api/3/myself'],
    ],
    [
      'classes',
      {
        'client.ts': `${forge}export class Client { constructor(private readonly base: string) {} async get(path: string) { return this.send('GET', path); }
          private send(method: string, path: string) { return asApp().requestJira(this.base + path, { method }); } }`,
        'service.ts': `import { Client } from './client'; export class Service { constructor(private client: Client) {} own = new Client('/rest/api/3');
          fields() { return this.own.get('/field'); } }`,
      },
      ['service.ts: GET /rest/api/3/field'],
    ],
    [
      'classes that extend others',
      {
        'base.ts': `${forge}export abstract class Base { protected ask(path: string, method = 'GET') { return asApp().requestJira(this.root + path, { method }); } root = '/rest/api/3'; }`,
        'fields.ts': `import { Base } from './base'; export class Fields extends Base { all() { return this.ask('/field'); } add() { return super.ask('/field', 'POST'); } }`,
      },
      ['fields.ts: GET /rest/api/3/field', 'fields.ts: POST /rest/api/3/field'],
    ],
    [
      'storage that is exported again',
      {
        'store.js': `export { storage as db } from '@forge/api';`,
        'all.js': `export * from './store';`,
        'use.js': `import { db } from './all'; db.get('a');`,
      },
      ['store.js: storage'],
    ],
    ['storage that is exported with all', { 'store.js': `export * from '@forge/kvs';` }, ['store.js: kvs']],
    [
      'storage that is required in TypeScript',
      { 'a.ts': `import forge = require('@forge/api'); forge.storage.get('x');` },
      ['a.ts: storage.get'],
    ],
    [
      'storage by a longer name',
      { 'a.ts': `import { kvs } from '@forge/kvs/out/index'; kvs.get('x');` },
      ['a.ts: kvs.get'],
    ],
    [
      'own functions that are named as Forge’s',
      {
        'api.js': `${forge}export const requestJira = (path) => asApp().requestJira('/rest/api/3' + path);`,
        'use.js': `import { requestJira } from './api'; requestJira('/field');`,
      },
      ['use.js: GET /rest/api/3/field'],
    ],
    [
      'scripts in pages',
      {
        'a.vue': `<template><p>{{ x }}</p></template>\n<script setup lang="ts">\nimport { requestJira } from '@forge/bridge';\nconst x = await requestJira('/rest/api/3/field' as string);\n</script>`,
        'b.svelte': `<script context="module">const base = '/rest/api/3';</script>\n<script>\nimport { requestJira } from '@forge/bridge'; requestJira(base + '/label');\n</script>\n<p>{x}</p>`,
      },
      ['a.vue: GET /rest/api/3/field', 'b.svelte: GET /rest/api/3/label'],
    ],
  ]);
});
