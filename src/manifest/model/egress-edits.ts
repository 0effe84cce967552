import { isMap, isNode, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import {
  endOfContent,
  isEmptyValue,
  type KeyedPair,
  offsetsOf,
  pairOf,
  type ScopeEntry,
  type ScopesCollection,
  type TextChange,
} from './locate-scopes.ts';
import type { Manifest } from './manifest-contents.ts';
import { isYamlBroken } from './manifest-gaps.ts';
import { parseManifest } from './manifest.ts';
import { scopeAdditions } from './scope-additions.ts';
import { scopeRemovals } from './scope-removals.ts';
import { createTextLines, type TextLines } from './text-lines.ts';
import { applyChanges, insert } from './verified-changes.ts';
import { yamlDocument } from './yaml-document.ts';

/**
 * The changes that declare an address in a list below `permissions.external`, like `fetch.backend`: after the others and in
 * their form, or as `- address:` in a new list, since texts alone are deprecated since version 13.3.0 of the Forge CLI.
 * Undefined where the text is too unusual, or where the result would not be exactly the wanted one.
 */
export function addAddress(text: string, list: string, address: string): readonly TextChange[] | undefined {
  if (!/^[a-z]+:\/\/[\w.:-]+$/i.test(address)) return undefined;
  return verified(
    text,
    (place, lines) => additions(place, lines, address),
    (before) => [...before, `${list} ${address}`],
    list,
  );
}

/** The changes that remove all entries of an address from a list below `permissions.external`. */
export function removeAddress(text: string, list: string, address: string): readonly TextChange[] | undefined {
  return verified(
    text,
    (place, lines) =>
      place.list && scopeRemovals(collectionOf(place.list.key, place.list.items), lines, ({ key }) => key === address),
    (before) => before.filter((one) => one !== `${list} ${address}`),
    list,
  );
}

/** Where a list is, or would have to go. */
interface ListPlace {
  readonly list?: { readonly key: KeyedPair['key']; readonly items: YAMLSeq };
  /** The map that lacks the first of the keys. */
  readonly map?: YAMLMap;
  /** The key behind which nothing stands. */
  readonly empty?: KeyedPair;
  /** The keys that are missing, from the outermost on. */
  readonly missing: readonly string[];
}

function locate(text: string, list: string): ListPlace | undefined {
  const keys = ['permissions', 'external', ...list.split('.')];
  let value: unknown = yamlDocument(text).contents;
  for (const [index, key] of keys.entries()) {
    if (!isMap(value) || value.flow === true) return undefined;
    const found = pairOf(value, key);
    if (found === undefined) return { map: value, missing: keys.slice(index) };
    if (isEmptyValue(found.value) || isEmptyCollection(found.value))
      return { empty: found, missing: keys.slice(index + 1) };
    if (index === keys.length - 1)
      return isSeq(found.value) ? { list: { key: found.key, items: found.value }, missing: [] } : undefined;
    value = found.value;
  }
  return undefined;
}

function isEmptyCollection(value: unknown): boolean {
  return (isMap(value) || isSeq(value)) && value.items.length === 0;
}

function additions(
  { list, map, empty, missing }: ListPlace,
  lines: TextLines,
  address: string,
): readonly TextChange[] | undefined {
  if (list) {
    const collection = collectionOf(list.key, list.items);
    const isMapLast = isMap(list.items.items.at(-1));
    const item = collection.flow && isMapLast ? `{address: ${address}}` : `${isMapLast ? 'address: ' : ''}${address}`;
    return scopeAdditions(collection, lines, [item]);
  }
  if (empty) {
    const [keyStart, keyEnd] = offsetsOf(empty.key);
    const at = isNode(empty.value) && isEmptyCollection(empty.value) ? offsetsOf(empty.value) : undefined;
    const added = newList(missing, `${lines.indent(keyStart)}  `, lines, address);
    const colon = lines.text.indexOf(':', keyEnd) + 1;
    const after = insert(lines.lineEnd(at?.[1] ?? colon), added);
    return at ? [{ start: colon, end: at[1], text: '' }, after] : [after];
  }
  const [first] = map?.items ?? [];
  if (map === undefined || !isNode(first?.key)) return undefined;
  const indent = lines.indent(offsetsOf(first.key)[0]);
  return [insert(lines.lineEnd(endOfContent(map)), newList(missing, indent, lines, address))];
}

/** The missing keys with a list of one address, below each other. */
function newList(keys: readonly string[], indent: string, { eol }: TextLines, address: string): string {
  const lines = keys.map((key, index) => `${eol}${indent}${'  '.repeat(index)}${key}:`);
  return `${lines.join('')}${eol}${indent}${'  '.repeat(keys.length)}- address: ${address}`;
}

/** A list of addresses in the form in which lists of scopes are changed. */
function collectionOf(key: KeyedPair['key'], list: YAMLSeq): ScopesCollection {
  const [start, end] = offsetsOf(list);
  const entries = list.items.flatMap((item): ScopeEntry[] => {
    if (!isNode(item)) return [];
    const [keyStart] = offsetsOf(item);
    const written = isMap(item) ? pairOf(item, 'address')?.value : item;
    const address = isScalar(written) && typeof written.value === 'string' ? written.value : undefined;
    const itemEnd = endOfContent(item);
    return [
      {
        key: address,
        keyStart,
        keyEnd: itemEnd,
        end: itemEnd,
        hasSettings: false,
        allowImpersonation: false,
        isInForm: address !== undefined || isEmptyValue(item),
      },
    ];
  });
  return { kind: 'list', key, flow: list.flow === true, start, end, entries };
}

function verified(
  text: string,
  plan: (place: ListPlace, lines: TextLines) => readonly TextChange[] | undefined,
  wanted: (before: readonly string[]) => readonly string[],
  list: string,
): readonly TextChange[] | undefined {
  const before = parseManifest(text);
  const place = isYamlBroken(before) ? undefined : locate(text, list);
  const changes = place && plan(place, createTextLines(text))?.toSorted((a, b) => a.start - b.start);
  if (changes === undefined || changes.length === 0) return undefined;
  const after = parseManifest(applyChanges(text, changes));
  const isAsWanted =
    sorted(addressesOf(after)) === sorted(wanted(addressesOf(before))) &&
    restOf(after) === restOf(before) &&
    after.problems.length <= before.problems.length;
  return isAsWanted ? changes : undefined;
}

function addressesOf({ egress }: Manifest): readonly string[] {
  return egress.map(({ kind, address }) => `${kind} ${address}`);
}

function sorted(texts: readonly string[]): string {
  return texts.toSorted().join('\n');
}

function restOf({ app, scopes, modules, remotes, contentPolicies }: Manifest): string {
  return JSON.stringify([
    app?.id,
    scopes.map(({ key, allowImpersonation }) => [key, allowImpersonation]),
    modules.map(({ type, key }) => [type, key]),
    remotes.length,
    contentPolicies.length,
  ]);
}
