import type { RestOperation } from '../../../src/manifest/scopes/operation-table.ts';
import { needsOf } from '../../../src/manifest/scopes/operation-table.ts';
import type { DocumentedOperation } from './merge-operations.ts';

/**
 * Parses the table of what the documentation says where an OpenAPI document does not: below a line of headings one
 * line for each operation, with API, method, path, scopes (`-` where it needs none), their granular alternative, the
 * page and the date it was read.
 */
export function parseDocumentedOperations(table: string): readonly DocumentedOperation[] {
  return table
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [api = '', method = '', path = '', scopes = '', granular = '', page = '', date = ''] = line.split('\t');
      const operation: RestOperation = {
        api,
        method,
        path,
        needs: needsOf(scopes),
        scopes: needsOf(scopes) === 'scopes' ? list(scopes) : [],
        granular: list(granular),
      };
      return { ...operation, page, date };
    });
}

const list = (text: string) => (text === '' ? [] : text.split(' '));
