import type { ForgeError } from '../../core/errors.ts';
import type { RouteSource } from '../network/route.ts';

/** Why a step was skipped. */
export type SkipReason =
  /** An earlier step failed. */
  | 'afterFailure'
  /** The proxy resolves the gateway's name. */
  | 'proxyResolves'
  /** The gateway's host is an IP address. */
  | 'isAddress'
  /** The gateway is on this computer, without TLS. */
  | 'withoutTls'
  /** The gateway is on this computer: no proxy leads there. */
  | 'ownComputer'
  /** Nobody is signed in to this gateway. */
  | 'signedOut';

/** The facts each step finds. None of them is a secret. */
export interface StepFacts {
  /** The route to the gateway: the proxy as `host:port`, if there is one. */
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
    /** The number of trusted certificates by source. */
    readonly trusted: { readonly bundled: number; readonly system: number; readonly extra: number | undefined };
    /** Trusted certificates that could not be read. */
    readonly problems: readonly string[];
  };
  /** The gateway's response without a token to the editor's own `https`. */
  editor: { readonly status: number };
  /** The gateway's response without a token; `aheadMs` is how far this computer's clock is ahead of the gateway's. */
  gateway: { readonly status: number; readonly aheadMs: number | undefined };
  /** Whose token it is. */
  token: { readonly name: string; readonly accountId: string };
  scopes: { readonly reads: readonly ScopeFinding[] };
}

export type StepName = keyof StepFacts;

/** A read with a token: whether the gateway allows it, and the error if not. */
export interface ScopeFinding {
  readonly read: 'apps' | 'environments' | 'installations' | 'contributors';
  /** `unknown` if there is no app to try it with. */
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  readonly error?: ForgeError;
}

/**
 * The result of a step that was taken; a failed step may have facts too. `who` is the e-mail address of the account
 * tested.
 */
export type TakenStep<Name extends StepName> = { readonly step: Name; readonly ms: number; readonly who?: string } & (
  | { readonly outcome: 'passed'; readonly facts: StepFacts[Name] }
  | { readonly outcome: 'failed'; readonly error: ForgeError; readonly facts?: StepFacts[Name] }
);

/** The result of a step. */
export type Step =
  | { [Name in StepName]: TakenStep<Name> }[StepName]
  | { readonly step: StepName; readonly outcome: 'skipped'; readonly why: SkipReason; readonly who?: string };
