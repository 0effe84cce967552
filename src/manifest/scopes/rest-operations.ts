import { parseOperationTable, type RestOperation } from './operation-table.ts';
import table from './operations.tsv';

export type { RestOperation } from './operation-table.ts';

/** All operations of the built-in table, sorted by API and path. */
export const allOperations: readonly RestOperation[] = parseOperationTable(table);

let byScope: ReadonlyMap<string, readonly RestOperation[]> | undefined;

/** The operations that need a scope or have it in their granular alternative, sorted by API and path. */
export function operationsOf(scope: string): readonly RestOperation[] {
  byScope ??= operationsByScope();
  return byScope.get(scope) ?? [];
}

function operationsByScope(): ReadonlyMap<string, readonly RestOperation[]> {
  const found = new Map<string, RestOperation[]>();
  function add(scope: string, operation: RestOperation): void {
    const known = found.get(scope);
    if (known === undefined) found.set(scope, [operation]);
    else known.push(operation);
  }
  for (const operation of allOperations) {
    for (const scope of operation.scopes) add(scope, operation);
    for (const scope of operation.granular) if (!operation.scopes.includes(scope)) add(scope, operation);
  }
  return found;
}
