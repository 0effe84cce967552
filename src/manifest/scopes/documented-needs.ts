import table from './documented-needs.tsv';

/** A row of the table of what the documentation demands. */
export interface DocumentedNeed {
  /**
   * What needs the scopes: a module of the manifest, an event that Forge's manifest validation does not know, a token
   * that remotes get, or an API of a Forge package.
   */
  readonly kind: 'module' | 'event' | 'token' | 'api';
  /** A module's type, an event, a token's key, or a package with what it exports: `@forge/kvs kvs`. */
  readonly name: string;
  /** Whether it needs all scopes, works with or without them, or needs none. */
  readonly need: 'required' | 'optional' | 'none';
  readonly scopes: readonly string[];
  /** What may be used instead, all of it; empty where nothing is documented. */
  readonly granular: readonly string[];
  /** The page that says it. */
  readonly page: string;
  /** When the page was read, like `2026-08-22`. */
  readonly date: string;
}

/** Scopes that are needed, with their alternative. Without `scopes` those of `granular` are optional. */
export interface NeededScopes {
  readonly scopes: readonly string[];
  readonly granular: readonly string[];
}

/**
 * Parses the table, which is kept by hand: below a line of headings one line for each module, event, token or API, with the
 * fields of `DocumentedNeed`, separated by tabs; scopes are separated by spaces. Throws on an unknown kind or need.
 */
export function parseDocumentedNeeds(text: string): readonly DocumentedNeed[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [kind, name = '', need, scopes = '', granular = '', page = '', date = ''] = line.split('\t');
      if (kind !== 'module' && kind !== 'event' && kind !== 'token' && kind !== 'api')
        throw new Error(`Unknown kind in: ${line}`);
      if (need !== 'required' && need !== 'optional' && need !== 'none') throw new Error(`Unknown need in: ${line}`);
      return { kind, name, need, scopes: list(scopes), granular: list(granular), page, date };
    });
}

const list = (text: string) => (text === '' ? [] : text.split(' '));

const byName: ReadonlyMap<string, readonly DocumentedNeed[]> = Map.groupBy(
  parseDocumentedNeeds(table),
  ({ kind, name }) => `${kind} ${name}`,
);

/**
 * The scopes that the documentation demands for a module, an event, a token or an API: sets that are needed side by side, none
 * where it demands nothing.
 */
export function documentedNeeds(kind: DocumentedNeed['kind'], name: string): readonly NeededScopes[] {
  return (byName.get(`${kind} ${name}`) ?? []).flatMap(({ need, scopes, granular }) => {
    if (need === 'none') return [];
    return [need === 'required' ? { scopes, granular } : { scopes: [], granular: [...scopes, ...granular] }];
  });
}
