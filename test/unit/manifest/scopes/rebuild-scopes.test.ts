import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatOperationTable, parseOperationTable } from '../../../../src/manifest/scopes/operation-table.ts';
import { formatScopeTable, parseScopeTable, type ScopeRow } from '../../../../src/manifest/scopes/scope-table.ts';
import { useFolder } from '../../../support/folder.ts';
import { root } from '../../../support/paths.ts';
import { withoutUnknownScopes } from '../../../tools/scopes/merge-operations.ts';
import { mergeScopes } from '../../../tools/scopes/merge-tables.ts';
import { labelsOfDocument, operationsOfDocument } from '../../../tools/scopes/open-api.ts';
import { parseSourceTable } from '../../../tools/scopes/source-table.ts';

const current = (...scopes: string[]) => ({ scheme: 'OAuth2', state: 'Current', scopes });
const beta = (...scopes: string[]) => ({ scheme: 'OAuth2', state: 'Beta', scopes });

const isScope = (scope: string) => !scope.startsWith('pan');

/** A document of a bakery's API. */
const bakery = {
  openapi: '3.0.1',
  servers: [{ url: '//your-domain.example' }],
  paths: {
    '/rest/oven/1/loaf/{id}': {
      parameters: [{ name: 'id', in: 'path' }],
      get: {
        'x-atlassian-oauth2-scopes': [
          current('read:bakery-work'),
          beta('read:user:oven', 'read:loaf:oven', 'read:loaf:oven'),
        ],
      },
      delete: { 'x-atlassian-oauth2-scopes': [beta('delete:loaf:oven')], security: [{ basic: [] }] },
      patch: {
        'x-atlassian-oauth2-scopes': [{ scheme: 'OAuth2', state: 'Deprecated', scopes: ['write:old'] }],
        security: [{ basic: [] }, { oauth: ['write:bakery-work'] }],
      },
    },
    '/rest/oven/1/health': { get: { security: [{}] }, put: { security: [{ basic: [] }] } },
    '/rest/oven/1/app': {
      get: { 'x-atlassian-oauth2-scopes': [current(), beta('read:loaf:oven')] },
      put: { 'x-atlassian-oauth2-scopes': [beta('read:loaf:oven')], security: [{ OAuth2: [] }] },
      post: { 'x-atlassian-oauth2-scopes': [current('read:loaf:oven')], 'x-atlassian-auth-types': ['api-token'] },
    },
    '/rest/oven/1/pan': { get: { security: [{ oauth2: ['pan', 'pan:write'] }] } },
    '/rest/oven/1/odd': {
      get: 'nothing',
      post: { 'x-atlassian-oauth2-scopes': 'none' },
      put: { 'x-atlassian-oauth2-scopes': [{ state: 'Current' }] },
    },
    '/rest/oven/1/bun': { post: { security: [{ oauth: ['write:bakery-work'] }] } },
  },
  components: {
    securitySchemes: {
      basic: { type: 'http' },
      oauth: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            scopes: { 'read:loaf:oven': 'View loaves. Also rolls.', 'read:bakery-work': 'View everything' },
          },
        },
      },
    },
  },
};

describe('an OpenAPI document', () => {
  it('tells the operations that need scopes', () => {
    const needing = operationsOfDocument(bakery, 'Oven', isScope).filter(({ needs }) => needs === 'scopes');
    const common = { api: 'Oven', needs: 'scopes' } as const;
    const loaf = { ...common, path: '/rest/oven/1/loaf/{id}' };
    assert.deepEqual(needing, [
      { ...loaf, method: 'GET', scopes: ['read:bakery-work'], granular: ['read:loaf:oven', 'read:user:oven'] },
      { ...loaf, method: 'DELETE', scopes: ['delete:loaf:oven'], granular: [] },
      { ...loaf, method: 'PATCH', scopes: ['write:bakery-work'], granular: [] },
      { ...common, method: 'POST', path: '/rest/oven/1/bun', scopes: ['write:bakery-work'], granular: [] },
    ]);
  });

  it('tells the operations that need no scope, and those that are optional', () => {
    const free = operationsOfDocument(bakery, 'Oven', isScope).filter(({ needs }) => needs === 'none');
    assert.deepEqual(
      free.map(({ method, path, scopes, granular }) => [method, path, scopes, granular]),
      [
        ['GET', '/rest/oven/1/health', [], []],
        ['GET', '/rest/oven/1/app', [], ['read:loaf:oven']],
        ['PUT', '/rest/oven/1/app', [], ['read:loaf:oven']],
      ],
    );
  });

  it('tells the operations of which it says nothing, or nothing for apps', () => {
    const unknown = operationsOfDocument(bakery, 'Oven', isScope).filter(({ needs }) => needs === 'unknown');
    assert.deepEqual(
      unknown.map(({ method, path }) => `${method} ${path}`),
      ['PUT /rest/oven/1/health', 'POST /rest/oven/1/app', 'GET /rest/oven/1/pan', 'PUT /rest/oven/1/odd'],
    );
  });

  it('has paths below the one of its server, where they do not say it themselves', () => {
    const paths = {
      '/buns': { get: { 'x-atlassian-oauth2-scopes': [current('read:bun:oven')] } },
      '/oven/api/v2/pans': { get: { 'x-atlassian-oauth2-scopes': [current('read:pan:oven')] } },
    };
    const pathsOf = (document: object) =>
      operationsOfDocument({ paths, ...document }, 'Oven', isScope).map(({ path }) => path);
    assert.deepEqual(pathsOf({ servers: [{ url: 'https://site.example/oven/api/v2/' }] }), [
      '/oven/api/v2/buns',
      '/oven/api/v2/pans',
    ]);
    assert.deepEqual(pathsOf({ swagger: '2.0', basePath: '/oven/api/v2' }), ['/oven/api/v2/buns', '/oven/api/v2/pans']);
    assert.deepEqual(pathsOf({}), ['/buns', '/oven/api/v2/pans']);
  });

  it('tells what scopes are for', () => {
    assert.deepEqual(
      [...labelsOfDocument(bakery)],
      [
        ['read:loaf:oven', 'View loaves. Also rolls.'],
        ['read:bakery-work', 'View everything'],
      ],
    );
    assert.deepEqual([...labelsOfDocument({ paths: {} })], []);
  });

  it('is refused where it is none', () => {
    for (const document of [null, [], 'openapi', {}, { paths: [] }])
      assert.throws(() => operationsOfDocument(document, 'Oven', isScope));
  });
});

describe('the table of scopes, built anew', () => {
  const known: ScopeRow[] = [
    { key: 'read:loaf:oven', api: 'The Oven', kind: 'granular', accepted: true, label: 'View loaves' },
    { key: 'write:loaf:oven', api: 'The Oven', kind: 'granular', accepted: true },
    { key: 'read:bakery-work', api: 'Bakery', kind: 'classic', accepted: true },
  ];
  const rowsOf = (accepted: readonly string[], labels: Readonly<Record<string, string>> = {}) =>
    new Map(mergeScopes(known, new Set(accepted), new Map(Object.entries(labels))).map((row) => [row.key, row]));

  it('keeps what is known, and takes labels that were missing', () => {
    const rows = rowsOf(['read:loaf:oven', 'write:loaf:oven', 'read:bakery-work'], {
      'read:loaf:oven': 'Something else',
      'write:loaf:oven': ' Bake loaves. Of any size.',
      'read:bakery-work': 'View everything',
    });
    assert.deepEqual(rows.get('read:loaf:oven'), known[0]);
    assert.deepEqual(rows.get('write:loaf:oven'), { ...known[1], label: 'Bake loaves' });
    assert.deepEqual(rows.get('read:bakery-work'), known[2], 'classic scopes are labelled in our words');
  });

  it('keeps what is no longer accepted, as such', () => {
    assert.deepEqual(rowsOf(['read:loaf:oven']).get('write:loaf:oven'), { ...known[1], accepted: false });
  });

  it('finds API and kind of what is new', () => {
    const rows = rowsOf([
      'delete:loaf:oven',
      'read:x:nowhere',
      'read:graph:loaf:oven',
      'read:connect-jira',
      'manage:jira-thing',
      'read:confluence-thing',
      'manage:servicedesk-thing',
      'storage:thing',
      'read:sprint.part:jira-software',
    ]);
    const of = (key: string) => [rows.get(key)?.api, rows.get(key)?.kind];
    assert.deepEqual(of('delete:loaf:oven'), ['The Oven', 'granular']);
    assert.deepEqual(of('read:x:nowhere'), ['nowhere', 'granular']);
    assert.deepEqual(of('read:graph:loaf:oven'), ['Teamwork Graph', 'granular']);
    assert.deepEqual(of('read:connect-jira'), ['Jira', 'connect']);
    assert.deepEqual(of('manage:jira-thing'), ['Jira', 'classic']);
    assert.deepEqual(of('read:confluence-thing'), ['Confluence', 'classic']);
    assert.deepEqual(of('manage:servicedesk-thing'), ['Jira Service Management', 'classic']);
    assert.deepEqual(of('storage:thing'), ['Forge', 'classic']);
    assert.deepEqual(of('read:sprint.part:jira-software'), ['Jira Software', 'granular']);
  });

  it('leaves out a text that is no label', () => {
    const long = 'a'.repeat(91);
    for (const text of ['', ' . ', long])
      assert.equal(
        'label' in (rowsOf(['write:loaf:oven'], { 'write:loaf:oven': text }).get('write:loaf:oven') ?? assert.fail()),
        false,
      );
  });

  it('is the present one where the present one is all that goes in', async () => {
    const rows = parseScopeTable(await readFile(join(root, 'src/manifest/scopes/scopes.tsv'), 'utf8'));
    assert.equal(
      formatScopeTable(
        mergeScopes(rows, new Set(rows.filter(({ accepted }) => accepted).map(({ key }) => key)), new Map()),
      ),
      formatScopeTable(rows),
    );
  });
});

describe('npm run rebuild-scopes', () => {
  const folder = useFolder();

  it('replaces the operations of an API and the accepted scopes, from files', async () => {
    // The same layout as the repository's, so that its tables stay as they are.
    await cp(join(root, 'src/manifest/scopes'), join(folder.path, 'src/manifest/scopes'), { recursive: true });
    for (const part of ['src/core', 'test/support', 'test/tools'])
      await cp(join(root, part), join(folder.path, part), { recursive: true });
    await writeFile(join(folder.path, 'package.json'), '{ "type": "module" }');
    const packageFolder = join(folder.path, 'manifest/out/scopes');
    await mkdir(packageFolder, { recursive: true });
    await writeFile(join(packageFolder, 'shipyard-scopes.json'), '["read:jira-work", "read:loaf:jira"]');
    await writeFile(join(packageFolder, 'deprecated-shipyard-scopes.json'), '["storage:app"]');
    await mkdir(join(folder.path, 'manifest/out/mapping'));
    const mapping = [
      { productEvent: 'avi:oven:baked:loaf', oAuthScopes: { current: ['read:jira-work'], beta: ['read:loaf:jira'] } },
    ];
    await writeFile(
      join(folder.path, 'manifest/out/mapping/product-event-to-scope-mapping.json'),
      JSON.stringify({ mapping }),
    );
    await writeFile(join(folder.path, 'bakery.json'), JSON.stringify(bakery));
    await symlink(join(root, 'node_modules'), join(folder.path, 'node_modules'), 'junction');

    const script = join(folder.path, 'test/tools/rebuild-scopes.ts');
    const { stderr, stdout } = await promisify(execFile)(process.execPath, [
      script,
      `manifest=${join(folder.path, 'manifest')}`,
      `Jira=${join(folder.path, 'bakery.json')}`,
    ]);
    const knownKeys = new Set(
      parseScopeTable(await readFile(join(root, 'src/manifest/scopes/scopes.tsv'), 'utf8')).map(({ key }) => key),
    );
    const before = parseOperationTable(await readFile(join(root, 'src/manifest/scopes/operations.tsv'), 'utf8'));
    const operations = await readFile(join(folder.path, 'src/manifest/scopes/operations.tsv'), 'utf8');
    const isKnown = (scope: string) => ['read:jira-work', 'read:loaf:jira'].includes(scope) || knownKeys.has(scope);
    const ofBakery = operationsOfDocument(bakery, 'Jira', isKnown);
    assert.equal(
      operations,
      formatOperationTable([...before.filter(({ api }) => api !== 'Jira'), ...withoutUnknownScopes(ofBakery, isKnown)]),
    );
    const sources = parseSourceTable(await readFile(join(folder.path, 'src/manifest/scopes/sources.tsv'), 'utf8'));
    assert.deepEqual(
      sources.filter(({ name }) => name === 'Jira').map(({ source, sha256, rows }) => [source, sha256, rows]),
      [['bakery.json', createHash('sha256').update(JSON.stringify(bakery)).digest('hex'), ofBakery.length]],
    );
    assert.equal(
      await readFile(join(folder.path, 'src/manifest/scopes/events.tsv'), 'utf8'),
      'read:jira-work\tread:loaf:jira\toven:baked:loaf\n',
    );
    assert.match(stdout, /^\+ avi:oven:baked:loaf: read:jira-work \| read:loaf:jira$/m);
    assert.match(stdout, /^- Jira GET \/rest\/api\/3\/myself: read:jira-user \| read:application-role:jira/m);
    assert.match(stdout, /^\+ Jira GET \/rest\/oven\/1\/health: none$/m);
    assert.match(stdout, /^\+ read:loaf:jira: Jira, granular, accepted/m);
    const scopes = parseScopeTable(await readFile(join(folder.path, 'src/manifest/scopes/scopes.tsv'), 'utf8'));
    assert.deepEqual(
      scopes
        .filter(({ accepted }) => accepted)
        .map(({ key }) => key)
        .sort(),
      ['read:jira-work', 'read:loaf:jira', 'storage:app'],
    );
    assert.match(stderr, /Needed by operations and not among the scopes: delete:loaf:oven, read:bakery-work/);
  });
});
