import type { Range } from '../../core/text-position.ts';
import type { CallStatus, RestApi } from '../scopes/call-judgement.ts';

/** The Atlassian apps that an app calls; Jira includes Jira Software, Jira Service Management and Assets. */
export type ProductApi = RestApi | 'compass';

/** On whose behalf a request is made: as the app, as a user, or as the user of the page (through `@forge/bridge`). */
export type RequestIdentity = 'app' | 'user' | 'bridge';

/** One place in the code that needs scopes. */
export interface ScopeUse {
  readonly kind: 'rest' | 'graph' | 'notification' | 'forge';
  /** Like `GET /rest/api/3/issue/{…}` or `kvs.set`. Comes from the code and may contain anything. */
  readonly text: string;
  /** The call. */
  readonly range: Range;
  /** All of these are required …; none for an operation that any app may call. */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
  /** Absent where the code does not show it. */
  readonly as?: RequestIdentity;
}

/** A call that needs scopes, but which ones is not known. */
export interface UnreadCall {
  /** Like `requestJira` or `POST /rest/api/3/{…}`. */
  readonly text: string;
  readonly range: Range;
  /** The API that is called; absent where it may be any. */
  readonly api?: ProductApi;
  /** What is not known: its path, its method, an operation with them, or which scopes that needs. */
  readonly unknown: 'path' | 'method' | 'operation' | 'scopes';
  /** Only where `scopes` are unknown: what is called, like `Assets`, `/rest/greenhopper` or `requestGraph`. */
  readonly called?: string;
  /** All scopes that it may need, sorted; absent where that may be any of the API. */
  readonly mayNeed?: readonly string[];
  readonly as?: RequestIdentity;
}

/** A call that may reach an address outside the app. */
export interface AddressCall {
  /** What is called, like `fetch` or `axios.get`, or the package that may call addresses by itself. */
  readonly text: string;
  readonly range: Range;
  /**
   * Protocol and host, like `https://api.example.com`, with `*` for what is known only at run time; absent where the host
   * may be any.
   */
  readonly address?: string;
  /** Whether it reaches that address, as far as the code tells, and not another one that is not known. */
  readonly isSure: boolean;
  /** Whether it is `fetch` of a plain text, which `forge lint` looks at. */
  readonly isLinted?: boolean;
  /** Whether only functions can call it, wherever the code stands. */
  readonly isOfFunctions?: boolean;
}

/** What a file has to do with addresses outside the app. */
export interface FileEgress {
  /** Where its code runs: in functions or in pages. Absent where it may be either. */
  readonly side?: 'functions' | 'pages';
  /** In source order. */
  readonly calls: readonly AddressCall[];
  /** What may be hosts in its texts, in lower case. */
  readonly hosts: readonly string[];
  /** Whether it may call addresses and could not be read. */
  readonly isUnread?: boolean;
}

/** A place that reads an environment variable. */
export interface VariableRead {
  /** Comes from the code and may contain anything. */
  readonly name: string;
  readonly range: Range;
}

/** What a file has to do with environment variables. */
export interface FileEnvironment {
  /** In source order, of variables that have to be there; only in code that is sure to run in functions alone. */
  readonly reads: readonly VariableRead[];
  /** The names of those that it sets, looks at whether they are there, or has another value for. */
  readonly settled: readonly string[];
  /** Whether it may set any. */
  readonly isOpen?: boolean;
}

/** What the code of one file needs, in source order. */
export interface FileScan {
  readonly uses: readonly ScopeUse[];
  readonly unread: readonly UnreadCall[];
  /** Why the file was not read. `crashed`: reading it ended the worker thread or took too long. */
  readonly failed?: 'tooLarge' | 'minified' | 'syntax' | 'crashed' | 'unreadable';
  /** Absent where it has nothing to do with addresses. */
  readonly egress?: FileEgress;
  /** Absent where it has nothing to do with environment variables. */
  readonly environment?: FileEnvironment;
}

/** The scan of a file of an app. */
export interface ScannedFile extends FileScan {
  /** The file's URI in the editor; any name in tests. */
  readonly file: string;
}

/** What is known of the scopes that a call needs. */
export function callStatus(call: ScopeUse | UnreadCall): CallStatus {
  if ('unknown' in call) return call.unknown === 'scopes' ? 'noTable' : 'unknown';
  return call.scopes.length === 0 ? 'needsNone' : 'matched';
}
