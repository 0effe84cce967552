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

/** Replaces the text between two offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An entry of `permissions.scopes`, with offsets in the text. */
export interface ScopeEntry {
  /** The scope; undefined where it can't be read. */
  readonly key: string | undefined;
  /** The key with its quotes. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The end of the entry with its settings. */
  readonly end: number;
  /** Of maps, and maps in a list: whether the scope has settings. */
  readonly hasSettings: boolean;
  readonly allowImpersonation: boolean;
  /** Of maps, and maps in a list: the value, where it is a text. */
  readonly textValue?: string;
  /** Whether it has the form of its collection: a scalar in a list, a key in a map. */
  readonly isInForm: boolean;
}

/** Where the scopes of a manifest are, or have to go. `isBlock`: the parent is in block style. */
export type ScopesLocation =
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
      readonly entries: readonly ScopeEntry[];
    };

/** Scopes in a list or map. */
export type ScopesCollection = Extract<ScopesLocation, { kind: 'list' | 'map' }>;

/**
 * Finds the scopes of a manifest; undefined where their form is too unusual to be edited. Throws only where the YAML is
 * nested thousands of levels deep.
 */
export function locateScopes(text: string): ScopesLocation | undefined {
  const { contents } = yamlDocument(text);
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { kind: 'noPermissions', root: undefined };
  if (!isMap(contents)) return undefined;
  const permissions = pairOf(contents, 'permissions');
  if (permissions === undefined) return { kind: 'noPermissions', root: contents };
  const map = permissions.value;
  const isBlock = contents.flow !== true;
  if (isEmptyValue(map)) return { kind: 'noScopes', key: permissions.key, permissions: undefined, isBlock };
  if (!isMap(map)) return undefined;
  const scopes = pairOf(map, 'scopes');
  if (scopes === undefined)
    return { kind: 'noScopes', key: permissions.key, permissions: map, isBlock: map.flow !== true };
  return locationOf(scopes, map.flow !== true);
}

function locationOf({ key, value }: KeyedPair, isBlock: boolean): ScopesLocation | undefined {
  if (isEmptyValue(value)) return { kind: 'empty', key, value: undefined, isBlock };
  if (!isNode(value)) return undefined;
  const [start, end] = offsetsOf(value);
  if (isScalar(value) && typeof value.value === 'string')
    return { kind: 'text', key, start, end, text: value.value, isBlock };
  if (!isSeq(value) && !isMap(value)) return undefined;
  if (value.items.length === 0) return { kind: 'empty', key, value: { start, end }, isBlock };
  const entries = isSeq(value) ? listEntries(value) : mapEntries(value);
  return entries && { kind: isSeq(value) ? 'list' : 'map', key, flow: value.flow === true, start, end, entries };
}

function listEntries(list: YAMLSeq): ScopeEntry[] | undefined {
  const entries = list.items.map((item): ScopeEntry | undefined => {
    if (!isNode(item)) return undefined;
    const [start, end] = offsetsOf(item);
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

function mapEntries(map: YAMLMap): ScopeEntry[] | undefined {
  const entries = map.items.map((pair) => entryOf(pair, true));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function entryOf({ key, value }: Pair, isInForm: boolean): ScopeEntry | undefined {
  if (!isScalar(key) || typeof key.value !== 'string') return undefined;
  const [keyStart, keyEnd] = offsetsOf(key);
  const isEmpty = isEmptyValue(value) || (isMap(value) && value.items.length === 0);
  const end =
    isNode(value) && !(isScalar(value) && isEmptyValue(value)) ? Math.max(endOfContent(value), keyEnd) : keyEnd;
  return {
    key: key.value,
    keyStart,
    keyEnd,
    end,
    hasSettings: !isEmpty,
    allowImpersonation: isMap(value) && value.get('allowImpersonation') === true,
    ...(isScalar(value) && typeof value.value === 'string' && { textValue: value.value }),
    isInForm,
  };
}

/** An entry of a map, with its key. */
export interface KeyedPair {
  readonly key: Node;
  readonly value: unknown;
}

/** The first pair with a key; duplicates after it are ignored, as everywhere else. */
export function pairOf(map: YAMLMap, name: string): KeyedPair | undefined {
  for (const pair of map.items)
    if (isPair(pair) && isScalar(pair.key) && pair.key.value === name) return { key: pair.key, value: pair.value };
  return undefined;
}

/** Whether nothing stands behind a key. */
export function isEmptyValue(value: unknown): boolean {
  return (
    value === null || value === undefined || (isScalar(value) && value.value === null && (value.source ?? '') === '')
  );
}

/** The end of the last text of a node. The parser's range of a block collection ends on the next line. */
export function endOfContent(node: Node): number {
  const last = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  if (isPair(last)) {
    if (isNode(last.value) && !isEmptyValue(last.value)) return endOfContent(last.value);
    return isNode(last.key) ? endOfContent(last.key) : offsetsOf(node)[1];
  }
  return isNode(last) ? endOfContent(last) : offsetsOf(node)[1];
}

/** The offsets of the start and end of a node. */
export function offsetsOf(node: Node): [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
