/** The parts of a scope's key. */
export interface ScopeParts {
  /** What the app may do, like `read`. */
  readonly verb: string;
  /** What it may do it to: the resource and, where it has one, its part, like `['issue', 'property']`. */
  readonly resource: readonly string[];
  /** Where that lives, like `jira-software`; absent in classic scopes. */
  readonly api?: string;
  /** Whether the scope is about the Teamwork Graph (`read:graph:page:confluence`). */
  readonly isGraph: boolean;
}

/**
 * Takes a key apart: `verb:resource[.part]:api`, with further parts behind colons in some
 * (`read:customer:entitlement:…`), `verb:graph:resource:api` in the Teamwork Graph, and `verb:resource` in classic and
 * Connect scopes.
 */
export function scopeParts(key: string): ScopeParts {
  const [verb = '', ...rest] = key.split(':');
  const isGraph = rest[0] === 'graph';
  const named = isGraph ? rest.slice(1) : rest;
  const api = isGraph || named.length > 1 ? named.at(-1) : undefined;
  const resource = (api === undefined ? named : named.slice(0, -1)).flatMap((part) => part.split('.'));
  return { verb, resource, isGraph, ...(api !== undefined && { api }) };
}
