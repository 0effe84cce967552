import assert from 'node:assert/strict';
import { formatScopeTable, parseScopeTable } from '../../../../src/manifest/scopes/scope-table.ts';
import { formatOperationTable, parseOperationTable } from '../../../../src/manifest/scopes/operation-table.ts';
import scopes from '../../../../src/manifest/scopes/scopes.tsv';
import operations from '../../../../src/manifest/scopes/operations.tsv';

describe('the tables of scopes and REST operations', () => {
  it('are written as they are read', () => {
    assert.equal(formatScopeTable(parseScopeTable(scopes)), scopes);
    assert.equal(formatOperationTable(parseOperationTable(operations)), operations);
  });
});
