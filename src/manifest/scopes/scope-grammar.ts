export interface ScopeParts {
  /** Like `read`. */
  readonly verb: string;
  /** The resource and, where the scope has one, its part, like `['issue', 'property']`. */
  readonly resource: readonly string[];
  /** The API of the resource, like `jira-software`; absent in classic scopes. */
  readonly api?: string;
  /** Whether it is a scope of the Teamwork Graph (`read:graph:page:confluence`). */
  readonly isGraph: boolean;
}

/**
 * Parses a key: `verb:resource[.part]:api`, in some with more parts after colons (`read:customer:entitlement:…`),
 * `verb:graph:resource:api` in the Teamwork Graph, and `verb:resource` in classic and Connect scopes.
 */
export function scopeParts(key: string): ScopeParts {
  const [verb = '', ...rest] = key.split(':');
  const isGraph = rest[0] === 'graph';
  const named = isGraph ? rest.slice(1) : rest;
  const api = isGraph || named.length > 1 ? named.at(-1) : undefined;
  const resource = (api === undefined ? named : named.slice(0, -1)).flatMap((part) => part.split('.'));
  return { verb, resource, isGraph, ...(api !== undefined && { api }) };
}
