import type { ForgeError } from '../../core/errors.ts';
import type { RouteSource } from '../network/route.ts';

/** Why a step was not taken. */
export type SkipReason =
  /** A step before it failed. */
  | 'afterFailure'
  /** The proxy resolves the gateway's name. */
  | 'proxyResolves'
  /** The gateway is named by its address. */
  | 'isAddress'
  /** The gateway is on this computer, without TLS. */
  | 'withoutTls'
  /** Nobody is signed in to this gateway. */
  | 'signedOut';

/** The facts that each step brings to light. None of them is a secret. */
export interface StepFacts {
  /** The way to the gateway: the proxy as `host:port`, where there is one. */
  proxy: { readonly address: string | undefined; readonly hasCredentials: boolean; readonly source: RouteSource };
  dns: { readonly addresses: readonly string[] };
  connection: object;
  certificate: {
    readonly issuer: string;
    readonly subject: string;
    readonly from: Date;
    readonly until: Date;
    /** TLS version. */
    readonly protocol: string;
    /** How many certificates are trusted from where. */
    readonly trusted: { readonly bundled: number; readonly system: number; readonly extra: number | undefined };
    /** Trusted certificates that could not be read. */
    readonly problems: readonly string[];
  };
  /** What the gateway answers a stranger; `aheadMs` is how far this computer's clock is ahead of its clock. */
  gateway: { readonly status: number; readonly aheadMs: number | undefined };
  /** Whose token it is. */
  token: { readonly name: string; readonly accountId: string };
  scopes: { readonly reads: readonly ScopeFinding[] };
}

export type StepName = keyof StepFacts;

/** Something that is read with a token: whether the gateway allows it, and its error where not. */
export interface ScopeFinding {
  readonly read: 'apps' | 'environments' | 'installations' | 'contributors';
  /** `unknown` where there is no app to try it with. */
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  readonly error?: ForgeError;
}

/**
 * What came of a step that was taken; facts may be known though it failed. `who` is the e-mail of the account that it
 * is about.
 */
export type TakenStep<Name extends StepName> = { readonly step: Name; readonly ms: number; readonly who?: string } & (
  | { readonly outcome: 'passed'; readonly facts: StepFacts[Name] }
  | { readonly outcome: 'failed'; readonly error: ForgeError; readonly facts?: StepFacts[Name] }
);

/** What came of a step. */
export type Step =
  | { [Name in StepName]: TakenStep<Name> }[StepName]
  | { readonly step: StepName; readonly outcome: 'skipped'; readonly why: SkipReason; readonly who?: string };
