import assert from 'node:assert/strict';
import { scanFile } from '../../../../src/manifest/code/scan-file.ts';
import { callsIn, forgeApi } from '../../../support/scanned-calls.ts';

describe('The scan of a file finds calls of Atlassian’s REST APIs', () => {
  const issue = 'GET /rest/api/3/issue/{…}';
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[], path?: string])[] = [
    [
      'as the app and as the user',
      forgeApi +
        'api.asApp().requestJira(route`/rest/api/3/issue/${k}`); asUser().requestJira(route`/rest/api/3/issue/${k}`);',
      [`${issue} (app)`, `${issue} (user)`],
    ],
    [
      'through the bridge',
      "import { requestJira } from '@forge/bridge'; requestJira(`/rest/api/3/issue/${key}?fields=summary`);",
      [`${issue} (bridge)`],
    ],
    [
      'through the bridge by another name',
      "import { requestJira as ask } from '@forge/bridge'; ask('/rest/api/3/issue/A-1');",
      ['GET /rest/api/3/issue/A-1 (bridge)'],
    ],
    [
      'through the bridge as a whole',
      "import * as bridge from '@forge/bridge'; bridge.requestJira('/rest/api/3/myself');",
      ['GET /rest/api/3/myself (bridge)'],
    ],
    [
      'after require',
      "const { requestJira } = require('@forge/bridge'); const api = require('@forge/api'); requestJira('/rest/api/3/myself'); api.default.asApp().requestJira('/rest/api/3/myself');",
      ['GET /rest/api/3/myself (bridge)', 'GET /rest/api/3/myself (app)'],
    ],
    [
      'after a dynamic import',
      "async () => { const { default: api } = await import('@forge/api'); api.asApp().requestJira('/rest/api/3/myself'); (await import('@forge/bridge')).requestJira('/rest/api/3/myself'); }",
      ['GET /rest/api/3/myself (app)', 'GET /rest/api/3/myself (bridge)'],
    ],
    [
      'after a destructured client',
      forgeApi + "const { requestJira } = api.asApp(); requestJira('/rest/api/3/myself');",
      ['GET /rest/api/3/myself (app)'],
    ],
    [
      'of a client in a variable',
      forgeApi + "const jira = api.asUser('a'); async () => { await jira.requestJira('/rest/api/3/myself'); }",
      ['GET /rest/api/3/myself (user)'],
    ],
    [
      'of a client that is handed on',
      "export const load = (client) => client.requestJira('/rest/api/3/myself');",
      ['GET /rest/api/3/myself'],
    ],
    [
      'of a function in a variable',
      forgeApi + "const ask = api.asApp().requestJira; ask('/rest/api/3/myself');",
      ['GET /rest/api/3/myself (app)'],
    ],
    [
      'with ?. and in brackets',
      forgeApi + "api?.asApp()?.requestJira('/rest/api/3/myself'); api.asApp()['requestJira']('/rest/api/3/myself');",
      ['GET /rest/api/3/myself (app)', 'GET /rest/api/3/myself (app)'],
    ],
    [
      'with a method',
      "requestJira('/rest/api/3/issue', { method: 'POST', body }); requestJira('/rest/api/3/issue/A', { 'method': `put` });",
      ['POST /rest/api/3/issue', 'PUT /rest/api/3/issue/A'],
    ],
    [
      'with options and a method in names',
      "const method = 'DELETE'; const options = { headers: {}, method }; requestJira('/rest/api/3/issue/A', options); requestJira('/rest/api/3/issue/A', { ...options, headers: 1 }); requestJira('/rest/api/3/issue/A', { ...options, method: 'GET' });",
      ['DELETE /rest/api/3/issue/A', 'DELETE /rest/api/3/issue/A', 'GET /rest/api/3/issue/A'],
    ],
    [
      'with a path in names of the file',
      "const base = '/rest/api/3'; const paths = { me: `${base}/myself` }; function f() { requestJira(paths.me); requestJira(base + '/issue/' + key); }",
      ['GET /rest/api/3/myself', issue],
    ],
    [
      'with a path that is put together',
      forgeApi + "asApp().requestJira(assumeTrustedRoute('/rest/api/3/issue/'.concat(key) + '?x=1'));",
      [`${issue} (app)`],
    ],
    [
      'with one of two paths',
      "requestJira(all ? '/rest/api/3/field' : `/rest/api/3/field/search?id=${id}`);",
      ['GET /rest/api/3/field', 'GET /rest/api/3/field/search'],
    ],
    [
      'with a path assigned later',
      "let path; if (all) path = '/rest/api/3/field'; else path = '/rest/api/3/field/search'; path += '?x=1'; requestJira(path);",
      ['GET /rest/api/3/field', 'GET /rest/api/3/field/search'],
    ],
    [
      'with a path that goes on',
      "let path = '/rest/api/3/field'; path += '/' + id; requestJira(path);",
      ['GET /rest/api/3/field/{…}'],
    ],
    [
      'with a query that comes out of an expression',
      'requestJira(`/rest/api/3/field/search${query}`);',
      ['GET /rest/api/3/field/search{…}'],
    ],
    [
      'behind a base address',
      'requestJira(`${baseUrl}/rest/api/3/myself`); requestJira("https://api.atlassian.com/ex/jira/1/rest/api/3/myself");',
      ['GET /rest/api/3/myself', 'GET /rest/api/3/myself'],
    ],
    [
      'of an older version of Jira’s API',
      "requestJira('/rest/api/2/myself'); requestJira('/rest/api/latest/myself');",
      ['GET /rest/api/2/myself', 'GET /rest/api/latest/myself'],
    ],
    [
      'of Confluence, with and without /wiki',
      "requestConfluence('/wiki/api/v2/pages'); requestConfluence('/api/v2/pages', { method: 'post' });",
      ['GET /wiki/api/v2/pages', 'POST /api/v2/pages'],
    ],
    [
      'in TypeScript',
      "import api, { route, type Route } from '@forge/api'; enum E { A } class C<T> { constructor(private readonly api: Api) {} get = async <K,>(k: K): Promise<T> => (await this.api.requestJira(route`/rest/api/3/issue/${k as string}` as Route, { method: 'GET' as const } satisfies Init))!.json() as T }",
      [issue],
      'a.ts',
    ],
    [
      'in TSX',
      "const App = (): JSX.Element => <Button<string> onClick={() => requestJira('/rest/api/3/myself')} />;",
      ['GET /rest/api/3/myself'],
      'a.tsx',
    ],
    [
      'in CommonJS and modules by their endings',
      "requestJira('/rest/api/3/myself')",
      ['GET /rest/api/3/myself'],
      'a.cts',
    ],
    [
      'with decorators and Flow',
      '// @flow\n@injected class A { ask(k: ?string): void { requestJira((`/rest/api/3/issue/${k}`: string)); } }',
      [issue],
    ],
  ];
  for (const [what, text, expected, path] of cases) it(what, () => assert.deepEqual(callsIn(text, path), expected));

  it('with the scopes of the operation and the place of the call', () => {
    const { uses } = scanFile(
      'index.ts',
      "import { requestJira } from '@forge/bridge';\n\n  await requestJira('/rest/api/3/statuscategory');\n",
    );
    assert.deepEqual(uses, [
      {
        kind: 'rest',
        text: 'GET /rest/api/3/statuscategory',
        range: { start: { line: 2, character: 8 }, end: { line: 2, character: 49 } },
        scopes: ['read:jira-work'],
        granular: ['read:status:jira'],
        as: 'bridge',
      },
    ]);
  });
});

describe('The scan of a file follows functions that pass on a path or a method', () => {
  const issue = 'GET /rest/api/3/issue/{…}';
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[], path?: string])[] = [
    [
      'to those who call them',
      forgeApi +
        "const get = async (path) => (await asApp().requestJira(path)).json(); get(route`/rest/api/3/issue/${k}`); get('/rest/api/3/field'); get(other);",
      [`${issue} (app)`, 'GET /rest/api/3/field (app)', '? requestJira (path)'],
    ],
    [
      'with a method',
      "function ask(method, path, body) { return requestJira(path, { method, body }); } ask('PUT', `/rest/api/3/issue/${k}`); ask(m, '/rest/api/3/field');",
      ['PUT /rest/api/3/issue/{…}', '? requestJira /rest/api/3/field (method)'],
    ],
    [
      'with options and defaults',
      "const ask = async (path, { method = 'GET', headers, body } = {}) => { const answer = await requestJira(path, { method, headers: { ...headers }, ...(body ? { body } : {}) }); return answer; }; ask('/rest/api/3/field'); ask('/rest/api/3/issue', { method: 'POST', body: 1 }); ask('/rest/api/3/myself', { body: 1 });",
      ['GET /rest/api/3/field', 'POST /rest/api/3/issue', 'GET /rest/api/3/myself'],
    ],
    [
      'with options as they are',
      "const ask = (path, options) => requestJira(path, options); ask('/rest/api/3/issue', { method: 'POST' });",
      ['POST /rest/api/3/issue'],
    ],
    [
      'with a part of the path',
      "const kind = (of, id) => requestJira(`/rest/api/3/${of}/${id}/properties`); kind('issue', 1); kind('project', 2); kind(some, 3);",
      [
        'GET /rest/api/3/issue/1/properties',
        'GET /rest/api/3/project/2/properties',
        '? GET /rest/api/3/{…}/3/properties (operation)',
      ],
    ],
    [
      'from within',
      "async function loadAll(paths, base) { return Promise.all(paths.map((id) => requestJira(`/rest/api/3/${base}/${id}`))); } loadAll(ids, 'issue');",
      [issue],
    ],
    [
      'through another',
      "const ask = (path, method) => requestJira(path, { method }); const property = (of, method) => ask(`/rest/api/3/${of}/${id}/properties/a`, method); property('issue', 'PUT'); property('project', 'DELETE');",
      ['PUT /rest/api/3/issue/{…}/properties/a', 'DELETE /rest/api/3/project/{…}/properties/a'],
    ],
    [
      'of a class',
      'class Jira { ask(path) { return this.api.requestJira(path); } issue = (key) => this.ask(`/rest/api/3/issue/${key}`); }',
      [issue],
    ],
    [
      'and says that others may call what is exported',
      "export const ask = (path) => requestJira(path); ask('/rest/api/3/field'); async function get(path) { return requestJira(path); } get('/rest/api/3/myself'); module.exports = { get };",
      ['GET /rest/api/3/field', 'GET /rest/api/3/myself', '? requestJira (path)', '? requestJira (path)'],
    ],
    [
      'but not in circles',
      'const a = (path) => b(path); const b = (path) => requestJira(path) && a(path);',
      ['? requestJira (path)'],
    ],
  ];
  for (const [what, text, expected, path] of cases) it(what, () => assert.deepEqual(callsIn(text, path), expected));

  it('and tells the place where they are called', () => {
    const { uses } = scanFile('a.js', "const ask = (path) => requestJira(path);\n\nask('/rest/api/3/field');\n");
    assert.deepEqual(
      uses.map(({ range }) => range),
      [{ start: { line: 2, character: 0 }, end: { line: 2, character: 24 } }],
    );
  });
});

describe('The scan of a file knows what conditions say of options', () => {
  const options = "const options = isNew ? { method: 'POST' } : null; ";
  const ask = "requestJira('/rest/api/3/field', options);";
  const [get, post] = ['GET /rest/api/3/field', 'POST /rest/api/3/field'];
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ['where they are asked for', `${options} if (options) { ${ask} }`, [post]],
    [
      'where they are asked for among others',
      `${options} if (a && options !== null) { items.map(() => { ${ask} }); }`,
      [post],
    ],
    ['where nothing asks for them', `${options} if (a) { ${ask} }`, [post, get]],
    [
      'where they are absent',
      `${options} if (!options) { ${ask} } if (options || a) { ${ask} }`,
      [post, get, post, get],
    ],
    ['behind the condition', `${options} if (options) { a(); } else { ${ask} }`, [post, get]],
    [
      'where another variable has the name',
      `${options} if (options) { const options = isNew ? { method: 'POST' } : null; ${ask} }`,
      [post, get],
    ],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(callsIn(text), expected));
});
