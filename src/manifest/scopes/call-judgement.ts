import type { RestOperation } from './operation-table.ts';

/** The Atlassian app that `requestJira`, `requestConfluence` or `requestBitbucket` calls. */
export type RestApi = 'jira' | 'confluence' | 'bitbucket';

/** What is known of the scopes that a call needs. */
export type CallStatus =
  /** The call reaches an operation whose scopes are known. */
  | 'matched'
  /** The call reaches an operation that any app may call. */
  | 'needsNone'
  /** What is called is known, but not which scopes it needs: nothing public says so. */
  | 'noTable'
  /** Which operation is called is not known. */
  | 'unknown';

/** What is known of a call. */
export type CallJudgement =
  | { readonly status: 'matched' | 'needsNone'; readonly operation: RestOperation }
  /** `api` names what is called, like `Assets` or `/rest/greenhopper`. */
  | { readonly status: 'noTable'; readonly api: string }
  /** `possible`: the operations that the call may reach. None where it may reach what no table has. */
  | { readonly status: 'unknown'; readonly possible: readonly RestOperation[] };
