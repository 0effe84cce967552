import type { Range } from '../../core/text-position.ts';

/** The APIs that an app calls through Forge; Jira's includes Jira Software and Jira Service Management. */
export type ProductApi = 'jira' | 'confluence' | 'bitbucket';

/**
 * In whose name a call is made: the app's own, a user's, or the user's in front of a page (by way of `@forge/bridge`).
 */
export type Caller = 'app' | 'user' | 'bridge';

/** One place in the code that needs scopes. */
export interface ScopeUse {
  readonly kind: 'rest' | 'storage' | 'notification' | 'property';
  /** Like `GET /rest/api/3/issue/{…}` or `kvs.set`; it comes from the code and may hold anything. */
  readonly text: string;
  /** The call. */
  readonly range: Range;
  /** All of these are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
  /** Absent where the code does not show it. */
  readonly as?: Caller;
}

/** A call that needs scopes, without it being known which. */
export interface UnreadCall {
  /** Like `requestJira` or `POST /rest/api/3/{…}`. */
  readonly text: string;
  readonly range: Range;
  /** The API that is called; absent where it may be any. */
  readonly api?: ProductApi;
  /** What is not known: its path, its method, or an operation with them. */
  readonly unknown: 'path' | 'method' | 'operation';
  readonly as?: Caller;
}

/** What the code of one file needs, in the order of the text. */
export interface FileScan {
  readonly uses: readonly ScopeUse[];
  readonly unread: readonly UnreadCall[];
  /** Why the file was not read, where it was not; `crashed` where reading it ended the thread or took too long. */
  readonly failed?: 'tooLarge' | 'minified' | 'syntax' | 'crashed' | 'unreadable';
}

/** A file of an app with what its code needs. */
export interface ScannedFile extends FileScan {
  /** Names the file to the one who scanned it; in the editor its URI. */
  readonly file: string;
}
