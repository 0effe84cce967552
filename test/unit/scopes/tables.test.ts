import assert from 'node:assert/strict';
import { formatScopeTable, parseScopeTable } from '../../../src/scopes/scope-table.ts';
import { formatOperationTable, parseOperationTable } from '../../../src/scopes/operation-table.ts';
import scopes from '../../../src/scopes/scopes.tsv';
import operations from '../../../src/scopes/operations.tsv';

describe('the tables of scopes and REST operations', () => {
  it('are written as they are read', () => {
    assert.equal(formatScopeTable(parseScopeTable(scopes)), scopes);
    assert.equal(formatOperationTable(parseOperationTable(operations)), operations);
  });
});
