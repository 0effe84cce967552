/** A scope as a deployed version holds it. */
export interface Scope {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Name of the API that the scope belongs to. */
  readonly api: string;
  readonly restricted: boolean;
}

/** What an egress permission lets an app do, as a manifest spells it under `permissions.external`. */
export const egressKinds = [
  'fetch.backend',
  'fetch.client',
  'fonts',
  'frames',
  'images',
  'media',
  'navigation',
  'scripts',
  'styles',
] as const;

/** One address outside Atlassian that an app may reach in one way. */
export interface Egress {
  /** One of `egressKinds`; a kind that is new to us keeps the gateway's spelling. */
  readonly kind: string;
  readonly address: string;
  /** `analytics`, or what the gateway adds one day; absent for ordinary egress. */
  readonly category?: string;
  /** Whether end-user data that is in scope of data residency leaves by it; absent where nothing is declared. */
  readonly inScopeEUD?: boolean;
}

/** An exception from Forge's content security policy, for one kind of content. */
export interface ContentPolicy {
  /** `scripts` or `styles`; a kind that is new to us keeps the gateway's spelling. */
  readonly kind: string;
  /** Like `unsafe-inline` or `sha256-…`, without quotes. */
  readonly policy: string;
}

/** A server outside Atlassian that an app calls or is called by. */
export interface Remote {
  readonly key: string;
  /** Absent where it is not told, or differs by region. */
  readonly baseUrl?: string;
  /** What the remote does for the app: `fetch`, `compute`, `storage`, `other`; absent where it is not told. */
  readonly operations?: readonly string[];
  /** Kinds of data that it stores: `ugc`, `pii`, `other`. */
  readonly classifications: readonly string[];
  /** Where it stores them. */
  readonly locations: readonly string[];
}

/** Data that an app keeps in storage hosted by Forge. */
export interface HostedStorage {
  readonly classifications: readonly string[];
  /** Where the data can be kept, like `EU`. */
  readonly locations: readonly string[];
}
