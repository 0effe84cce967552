import assert from 'node:assert/strict';
import { CodeProgram } from '../../../../src/manifest/code/code-program.ts';
import { noPaths } from '../../../../src/manifest/code/module-paths.ts';
import { scanFiles } from '../../../../src/manifest/code/scan-app.ts';
import { callsOfApp, checkCalls, forge } from '../../../support/calls-of-app.ts';

describe('The scan of an app follows request functions', () => {
  checkCalls([
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
      callsOfApp({
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
  checkCalls([
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
  checkCalls([
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
  checkCalls([
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
