import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatEventTable, parseEventTable } from '../../../../src/manifest/scopes/event-table.ts';
import { formatScopeTable, parseScopeTable } from '../../../../src/manifest/scopes/scope-table.ts';
import { formatOperationTable, parseOperationTable } from '../../../../src/manifest/scopes/operation-table.ts';
import events from '../../../../src/manifest/scopes/events.tsv';
import scopes from '../../../../src/manifest/scopes/scopes.tsv';
import operations from '../../../../src/manifest/scopes/operations.tsv';
import { root } from '../../../support/paths.ts';
import { parseDocumentedOperations } from '../../../tools/scopes/documented-operations.ts';
import { operationKey } from '../../../tools/scopes/merge-operations.ts';
import { formatSourceTable, parseSourceTable } from '../../../tools/scopes/source-table.ts';

const read = (name: string) => readFile(join(root, `src/manifest/scopes/${name}.tsv`), 'utf8');

/** A page of Atlassian’s documentation. */
const page = /^https:\/\/developer\.atlassian\.com\/[\w/.-]+$/;
const day = /^20\d\d-[01]\d-[0-3]\d$/;

describe('the tables of scopes and REST operations', () => {
  it('are written as they are read', async () => {
    assert.equal(formatScopeTable(parseScopeTable(scopes)), scopes);
    assert.equal(formatOperationTable(parseOperationTable(operations)), operations);
    assert.equal(formatEventTable(parseEventTable(events)), events);
    const sources = await read('sources');
    assert.equal(formatSourceTable(parseSourceTable(sources)), sources);
  });

  it('say of each row where it comes from, and have as many rows as their sources', async () => {
    const sources = parseSourceTable(await read('sources'));
    for (const { name, source, date, sha256 } of sources) {
      assert.match(source, /^(https:\/\/\S+|@forge\/manifest \d+\.\d+\.\d+)$/, name);
      assert.match(date, day, name);
      assert.match(sha256, /^[0-9a-f]{64}$/, name);
    }
    const ofSources = Map.groupBy(sources, ({ name }) => name);
    const rows = new Map([...ofSources].map(([name, list]) => [name, list.reduce((sum, one) => sum + one.rows, 0)]));
    const apis = Map.groupBy(parseOperationTable(operations), ({ api }) => api);
    const counts = new Map([...apis].map(([api, list]) => [api, list.length]));
    counts.set('events', parseEventTable(events).size);
    counts.set('manifest', parseScopeTable(scopes).filter(({ accepted }) => accepted).length);
    assert.deepEqual(new Map([...rows].sort()), new Map([...counts].sort()));
  });

  it('have each operation once', () => {
    const keys = parseOperationTable(operations).map(operationKey);
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });

  it('know the scopes of most operations of each API', () => {
    const judged = (api: string) => {
      const all = parseOperationTable(operations).filter((operation) => operation.api === api);
      return `${all.filter(({ needs }) => needs !== 'unknown').length} of ${all.length}`;
    };
    assert.deepEqual(
      ['Jira', 'Jira Software', 'Jira Service Management', 'Assets', 'Confluence v1', 'Confluence v2', 'Bitbucket'].map(
        judged,
      ),
      ['607 of 617', '51 of 82', '68 of 68', '58 of 61', '172 of 178', '215 of 218', '201 of 331'],
    );
  });

  it('hold what the documentation says beyond the documents', async () => {
    const documented = parseDocumentedOperations(await read('documented-operations'));
    const all = parseOperationTable(operations);
    for (const { page: address, date, ...operation } of documented) {
      assert.match(address, page, operation.path);
      assert.match(date, day, operation.path);
      assert.deepEqual(
        all.find(({ api, method, path }) => `${api} ${method} ${path}` === nameOf(operation)),
        operation,
      );
    }
    assert.ok(documented.length > 0);
  });
});

function nameOf({
  api,
  method,
  path,
}: {
  readonly api: string;
  readonly method: string;
  readonly path: string;
}): string {
  return `${api} ${method} ${path}`;
}
