import type { Scope } from '../../core/permission.ts';
import { scopeFacts } from './built-in-scopes.ts';
import { scopeParts } from './scope-grammar.ts';
import { defaultLabel } from './scope-label.ts';
import type { ScopeFacts, ScopeKind } from './scope-facts.ts';

/** Longer labels and descriptions are truncated, in characters. */
const [maxLabel, maxDescription] = [200, 1000];

/**
 * The facts of a scope from the gateway, completed by built-in ones. Names and descriptions become one line of limited
 * length. A scope that only the gateway knows counts as accepted in manifests: most likely it is newer than the
 * built-in table.
 */
export function factsFromGateway({ key, name, description, api, restricted }: Scope): ScopeFacts {
  const builtIn = scopeFacts(key);
  const [label, text] = [oneLine(name, maxLabel), oneLine(description, maxDescription)];
  return {
    key,
    api: builtIn?.api ?? oneLine(api, maxLabel),
    kind: builtIn?.kind ?? kindOf(key),
    accepted: builtIn?.accepted ?? true,
    label: label === '' || label === key ? (builtIn?.label ?? defaultLabel(key)) : label,
    ...(text !== '' && { description: text }),
    restricted,
  };
}

function kindOf(key: string): ScopeKind {
  const { api, resource } = scopeParts(key);
  if ([api, ...resource].some((part) => part?.startsWith('connect-'))) return 'connect';
  return api === undefined ? 'classic' : 'granular';
}

function oneLine(text: string, length: number): string {
  return text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, length);
}
