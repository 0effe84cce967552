import type { Scope } from '../../core/permission.ts';
import { scopeFacts } from './built-in-scopes.ts';
import { scopeParts } from './scope-grammar.ts';
import { labelOf } from './scope-label.ts';
import type { ScopeFacts, ScopeKind } from './scope-facts.ts';

/** Longest label and description that are shown, in characters. */
const [maxLabel, maxDescription] = [200, 1000];

/**
 * The facts of a scope as the gateway tells them, with ours where it says nothing. Names and descriptions become one
 * line of limited length. A scope that only the gateway knows is taken for one that manifests may hold: it is newer
 * than our facts, most likely.
 */
export function liveFacts({ key, name, description, api, restricted }: Scope): ScopeFacts {
  const ours = scopeFacts(key);
  const [label, text] = [oneLine(name, maxLabel), oneLine(description, maxDescription)];
  return {
    key,
    api: ours?.api ?? oneLine(api, maxLabel),
    kind: ours?.kind ?? kindOf(key),
    accepted: ours?.accepted ?? true,
    label: label === '' || label === key ? (ours?.label ?? labelOf(key)) : label,
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
