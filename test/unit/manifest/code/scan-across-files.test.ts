import { checkCalls, forge } from '../../../support/calls-of-app.ts';

describe('The scan of an app reads across files', () => {
  checkCalls([
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
