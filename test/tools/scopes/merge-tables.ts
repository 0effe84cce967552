import { scopeParts } from '../../../src/manifest/scopes/scope-grammar.ts';
import type { ScopeRow } from '../../../src/manifest/scopes/scope-table.ts';

/** APIs by the last part of a key, for new scopes; the rest of the table has the others. */
const apis: ReadonlyMap<string, string> = new Map([
  ['atlassian', 'Teamwork Graph'],
  ['bitbucket', 'Bitbucket'],
  ['compass', 'Compass'],
  ['confluence', 'Confluence'],
  ['jira', 'Jira'],
  ['jira-service-management', 'Jira Service Management'],
  ['jira-software', 'Jira Software'],
  ['teams', 'Teams'],
]);

/** Longest label that fits a consent screen. */
const maxLabel = 90;

/**
 * Returns the updated table of scopes: `accepted` are the keys the manifest validation accepts, `labels` the documents'
 * descriptions. A known scope keeps its API, kind and label. One the validation no longer accepts stays, as documented
 * only. The label of a classic or Connect scope is ours, never a document's.
 */
export function mergeScopes(
  known: readonly ScopeRow[],
  accepted: ReadonlySet<string>,
  labels: ReadonlyMap<string, string>,
): readonly ScopeRow[] {
  const byKey = new Map(known.map((row) => [row.key, row]));
  const keys = new Set([...byKey.keys(), ...accepted]);
  return [...keys].map((key) => {
    const row = byKey.get(key) ?? newRow(key, known);
    const label = row.label ?? (row.kind === 'granular' ? oneSentence(labels.get(key)) : undefined);
    return { ...row, accepted: accepted.has(key), ...(label !== undefined && { label }) };
  });
}

function newRow(key: string, known: readonly ScopeRow[]): Omit<ScopeRow, 'accepted'> {
  const { api, isGraph, resource } = scopeParts(key);
  const connect = /^connect-(\w+)$/.exec(resource[0] ?? '')?.[1];
  if (connect !== undefined) return { key, api: apis.get(connect) ?? connect, kind: 'connect' };
  if (isGraph) return { key, api: 'Teamwork Graph', kind: 'granular' };
  if (api === undefined) return { key, api: classicApi(key), kind: 'classic' };
  const like = known.find((row) => scopeParts(row.key).api === api && row.kind === 'granular');
  return { key, api: apis.get(api) ?? like?.api ?? api, kind: 'granular' };
}

function classicApi(key: string): string {
  if (key.includes('confluence')) return 'Confluence';
  if (key.includes('servicedesk')) return 'Jira Service Management';
  return key.includes('jira') ? 'Jira' : 'Forge';
}

/** Returns a text as a label: its first sentence without the full stop; undefined for a fragment or a longer text. */
function oneSentence(text: string | undefined): string | undefined {
  const sentence =
    text
      ?.trim()
      .split(/\.(?=\s|$)|[\n\t]/, 1)[0]
      ?.trim() ?? '';
  return !/^\p{Lu}/u.test(sentence) || sentence.length > maxLabel ? undefined : sentence;
}
