import type { RestOperation } from '../../../src/manifest/scopes/operation-table.ts';

/** A row of `documented-operations.tsv`: what the documentation says where the OpenAPI document does not. */
export type DocumentedOperation = RestOperation & {
  /** Address of the page that says it. */
  readonly page: string;
  /** When the page was read, like `2026-08-19`. */
  readonly date: string;
};

/** Identifies an operation, whatever its parameters are called. */
export function operationKey({ method, path }: Pick<RestOperation, 'method' | 'path'>): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
}

/**
 * The operations of one API, from its documents, the newest first. Older ones add what newer ones lack, since apps
 * still call retired operations; only below the same first segments, as some documents left out the beginning of paths.
 */
export function mergeDocuments(
  documents: readonly (readonly RestOperation[])[],
): readonly (readonly RestOperation[])[] {
  const seen = new Set<string>();
  const roots = new Set(documents[0]?.map(({ path }) => path.split('/')[1]));
  return documents.map((operations) =>
    operations.filter((operation) => {
      const [key, root] = [operationKey(operation), operation.path.split('/')[1]];
      if (seen.has(key) || !roots.has(root)) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** Replaces what operations need by what is documented. */
export function withDocumented(
  operations: readonly RestOperation[],
  documented: readonly DocumentedOperation[],
): readonly RestOperation[] {
  const byKey = new Map(documented.map((row) => [`${row.api} ${operationKey(row)}`, row]));
  return operations.map((operation) => {
    const row = byKey.get(`${operation.api} ${operationKey(operation)}`);
    return row ? { ...operation, needs: row.needs, scopes: row.scopes, granular: row.granular } : operation;
  });
}

/** Operations whose scopes are misspelt, or too new for the table of scopes, count as operations with unknown scopes. */
export function withoutUnknownScopes(
  operations: readonly RestOperation[],
  isScope: (scope: string) => boolean,
): readonly RestOperation[] {
  return operations.map((operation) => {
    const { scopes, granular } = operation;
    if (!scopes.every(isScope)) return { ...operation, needs: 'unknown', scopes: [], granular: [] };
    return granular.every(isScope) ? operation : { ...operation, granular: [] };
  });
}
