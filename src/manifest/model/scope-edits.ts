import type { ScopeEntry, TextChange } from './locate-scopes.ts';
import { parseManifest } from './manifest.ts';
import { scopeAdditions } from './scope-additions.ts';
import { scopeMeantBy } from './scope-meant.ts';
import { scopeRemovals } from './scope-removals.ts';
import { isPlainScope, verifiedChanges } from './verified-changes.ts';

export type { TextChange } from './locate-scopes.ts';

/**
 * The changes that declare more scopes, after the existing ones and in their form, or in a new list where there are
 * none. Leaves out scopes that are declared already.
 *
 * As for all edits of scopes, only the necessary characters change. Undefined where there is nothing to do, where the
 * text is too unusual, or where the result would not be exactly the wanted one.
 */
export function addScopes(text: string, scopes: readonly string[]): readonly TextChange[] | undefined {
  const declared = parseManifest(text).scopes;
  const added = [...new Set(scopes)].filter((scope) => !declared.some(({ key }) => key === scope));
  if (added.length === 0 || !added.every(isPlainScope)) return undefined;
  return verifiedChanges(
    text,
    (location, lines) => scopeAdditions(location, lines, added),
    (before) => [...before, ...added.map((key) => ({ key, allowImpersonation: false }))],
  );
}

/** The changes that remove all entries of some scopes, with the comments on their lines. */
export function removeScopes(text: string, scopes: readonly string[]): readonly TextChange[] | undefined {
  return verifiedChanges(
    text,
    (location, lines) => scopeRemovals(location, lines, ({ key }) => key !== undefined && scopes.includes(key)),
    (before) => before.filter(({ key }) => !scopes.includes(key)),
  );
}

/** The changes that remove all but the first entry of each scope. */
export function removeDuplicates(text: string): readonly TextChange[] | undefined {
  return verifiedChanges(
    text,
    (location, lines) => {
      const seen = new Set<string>();
      return scopeRemovals(location, lines, ({ key }) => key !== undefined && seen.size === seen.add(key).size);
    },
    (before) => before,
  );
}

/**
 * The changes that write a scope where it is meant by entries which YAML reads as maps because of a space after a colon,
 * like `- read: jira-work`.
 */
export function joinSplitScope(text: string, scope: string): readonly TextChange[] | undefined {
  const isMeant = ({ key, isInForm, textValue }: ScopeEntry) =>
    !isInForm && key !== undefined && scopeMeantBy(key, textValue) === scope;
  return verifiedChanges(
    text,
    (location) =>
      location.kind === 'list'
        ? location.entries.filter(isMeant).map(({ keyStart, end }) => ({ start: keyStart, end, text: scope }))
        : undefined,
    (before) =>
      before.some(({ key }) => key === scope) ? before : [...before, { key: scope, allowImpersonation: false }],
  );
}

/** The changes that replace all entries of a scope by another scope; quotes stay. */
export function replaceScope(text: string, from: string, to: string): readonly TextChange[] | undefined {
  if (!isPlainScope(to) || parseManifest(text).scopes.some(({ key }) => key === to)) return undefined;
  return verifiedChanges(
    text,
    (location) => {
      if (location.kind !== 'list' && location.kind !== 'map') return undefined;
      return location.entries
        .filter(({ key }) => key === from)
        .map(({ keyStart, keyEnd }) => {
          const quote = /^["']/.exec(text.slice(keyStart, keyEnd))?.[0] ?? '';
          return { start: keyStart, end: keyEnd, text: `${quote}${to}${quote}` };
        });
    },
    (before) => before.map((scope) => (scope.key === from ? { ...scope, key: to } : scope)),
  );
}
