import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { yamlDocument } from './yaml-document.ts';

/** A change of a text: what lies between two offsets becomes another text. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An entry of `permissions.scopes`, by the offsets of what it consists of. */
export interface SiteEntry {
  /** The scope; undefined where the entry holds none that could be read. */
  readonly key: string | undefined;
  /** The text of the key with its quotes. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The end of all that belongs to it. */
  readonly end: number;
  /** Of maps, and of maps in a list: whether something but an empty map is said of the scope. */
  readonly hasSettings: boolean;
  readonly allowImpersonation: boolean;
  /** Whether it is in the form that its collection has: a text in a list, a key in a map. */
  readonly isInForm: boolean;
}

/** Where the scopes of a manifest stand, or have to go. `isBlock`: what is around them is in block style. */
export type ScopesSite =
  | { readonly kind: 'noPermissions'; readonly root: YAMLMap | undefined }
  | {
      readonly kind: 'noScopes';
      readonly key: Node;
      readonly permissions: YAMLMap | undefined;
      readonly isBlock: boolean;
    }
  | {
      readonly kind: 'empty';
      readonly key: Node;
      readonly value: { readonly start: number; readonly end: number } | undefined;
      readonly isBlock: boolean;
    }
  | {
      readonly kind: 'text';
      readonly key: Node;
      readonly start: number;
      readonly end: number;
      readonly text: string;
      readonly isBlock: boolean;
    }
  | {
      readonly kind: 'list' | 'map';
      readonly key: Node;
      readonly flow: boolean;
      readonly start: number;
      readonly end: number;
      readonly entries: readonly SiteEntry[];
    };

/**
 * Finds where the scopes of a manifest stand; undefined where that is too unusual to be edited. Throws only on YAML
 * nested thousands of levels deep.
 */
export function findScopes(text: string): ScopesSite | undefined {
  const { contents } = yamlDocument(text);
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { kind: 'noPermissions', root: undefined };
  if (!isMap(contents)) return undefined;
  const permissions = pairOf(contents, 'permissions');
  if (permissions === undefined) return { kind: 'noPermissions', root: contents };
  const map = permissions.value;
  const isBlock = contents.flow !== true;
  if (isNothing(map)) return { kind: 'noScopes', key: permissions.key, permissions: undefined, isBlock };
  if (!isMap(map)) return undefined;
  const scopes = pairOf(map, 'scopes');
  if (scopes === undefined)
    return { kind: 'noScopes', key: permissions.key, permissions: map, isBlock: map.flow !== true };
  return siteOf(scopes, map.flow !== true);
}

function siteOf({ key, value }: KeyedPair, isBlock: boolean): ScopesSite | undefined {
  if (isNothing(value)) return { kind: 'empty', key, value: undefined, isBlock };
  if (!isNode(value)) return undefined;
  const [start, end] = rangeOf(value);
  if (isScalar(value) && typeof value.value === 'string')
    return { kind: 'text', key, start, end, text: value.value, isBlock };
  if (!isSeq(value) && !isMap(value)) return undefined;
  if (value.items.length === 0) return { kind: 'empty', key, value: { start, end }, isBlock };
  const entries = isSeq(value) ? listEntries(value) : mapEntries(value);
  return entries && { kind: isSeq(value) ? 'list' : 'map', key, flow: value.flow === true, start, end, entries };
}

function listEntries(list: YAMLSeq): SiteEntry[] | undefined {
  const entries = list.items.map((item): SiteEntry | undefined => {
    if (!isNode(item)) return undefined;
    const [start, end] = rangeOf(item);
    const [pair, ...others] = isMap(item) ? item.items : [];
    if (pair !== undefined && others.length === 0) return entryOf(pair, false);
    return {
      key: isScalar(item) && typeof item.value === 'string' ? item.value : undefined,
      keyStart: start,
      keyEnd: end,
      end,
      hasSettings: false,
      allowImpersonation: false,
      isInForm: isScalar(item),
    };
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function mapEntries(map: YAMLMap): SiteEntry[] | undefined {
  const entries = map.items.map((pair) => entryOf(pair, true));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function entryOf({ key, value }: Pair, isInForm: boolean): SiteEntry | undefined {
  if (!isScalar(key) || typeof key.value !== 'string') return undefined;
  const [keyStart, keyEnd] = rangeOf(key);
  const isEmpty = isNothing(value) || (isMap(value) && value.items.length === 0);
  const end = isNode(value) && !(isScalar(value) && isNothing(value)) ? Math.max(endOf(value), keyEnd) : keyEnd;
  return {
    key: key.value,
    keyStart,
    keyEnd,
    end,
    hasSettings: !isEmpty,
    allowImpersonation: isMap(value) && value.get('allowImpersonation') === true,
    isInForm,
  };
}

interface KeyedPair {
  readonly key: Node;
  readonly value: unknown;
}

/** The first pair with this key, as it counts everywhere else. */
function pairOf(map: YAMLMap, name: string): KeyedPair | undefined {
  for (const pair of map.items)
    if (isPair(pair) && isScalar(pair.key) && pair.key.value === name) return { key: pair.key, value: pair.value };
  return undefined;
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || (isScalar(value) && value.value === null && (value.source ?? '') === '')
  );
}

/** Where the last text of a node ends: a collection in block style reaches to the next line by itself. */
function endOf(node: Node): number {
  const last = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  if (isPair(last))
    return isNode(last.value) && !isNothing(last.value)
      ? endOf(last.value)
      : isNode(last.key)
        ? endOf(last.key)
        : rangeOf(node)[1];
  return isNode(last) ? endOf(last) : rangeOf(node)[1];
}

/** Where a node's own text begins and ends. */
export function rangeOf(node: Node): [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
