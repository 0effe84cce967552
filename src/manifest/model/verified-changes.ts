import { locateScopes, type ScopesLocation, type TextChange } from './locate-scopes.ts';
import type { Manifest } from './manifest-contents.ts';
import { isYamlBroken } from './manifest-gaps.ts';
import { parseManifest } from './manifest.ts';
import { createTextLines, type TextLines } from './text-lines.ts';

/** The scopes that an edit should lead to, in any order. */
export type DeclaredScopes = readonly { readonly key: string; readonly allowImpersonation: boolean }[];

/**
 * The planned changes of a text, in the order of the text. Undefined where there are none, where the YAML at or above
 * the scopes is broken, or where their result would not be exactly the wanted scopes with everything else as before.
 */
export function verifiedChanges(
  text: string,
  plan: (location: ScopesLocation, lines: TextLines) => readonly TextChange[] | undefined,
  wanted: (before: DeclaredScopes, location: ScopesLocation) => DeclaredScopes,
): readonly TextChange[] | undefined {
  const before = parseManifest(text);
  if (isYamlBroken(before)) return undefined;
  const location = locateScopes(text);
  const changes = location && plan(location, createTextLines(text))?.toSorted((a, b) => a.start - b.start);
  if (location === undefined || changes === undefined || changes.length === 0) return undefined;
  const after = parseManifest(applyChanges(text, changes));
  const isAsWanted =
    scopesAsText(after.scopes) === scopesAsText(wanted(before.scopes, location)) &&
    restAsText(after) === restAsText(before) &&
    after.problems.length <= before.problems.length;
  return isAsWanted ? changes : undefined;
}

function scopesAsText(scopes: DeclaredScopes): string {
  return scopes
    .map(({ key, allowImpersonation }) => `${key} ${allowImpersonation}`)
    .sort()
    .join('\n');
}

function restAsText({ app, modules, egress, remotes, contentPolicies }: Manifest): string {
  return JSON.stringify([
    app?.id,
    modules.map(({ type, key }) => [type, key]),
    [egress, remotes, contentPolicies].map(({ length }) => length),
  ]);
}

/** Applies changes to a text. They must not overlap and must be in the order of the text. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let offset = 0;
  for (const { start, end, text: inserted } of changes) {
    result += text.slice(offset, start) + inserted;
    offset = end;
  }
  return result + text.slice(offset);
}

/** Whether a scope needs no quotes in YAML. */
export function isPlainScope(scope: string): boolean {
  return /^[a-z][\w.-]*(?::[\w.-]+)*$/i.test(scope);
}

/** The change that inserts a text at an offset. */
export function insert(offset: number, text: string): TextChange {
  return { start: offset, end: offset, text };
}
