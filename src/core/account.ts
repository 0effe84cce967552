/** Someone who is signed in. Holds no secret. */
export interface Account {
  /** Unique among all accounts of all gateways. */
  readonly key: string;
  /** The Atlassian account id. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** The whole GraphQL endpoint that the account belongs to; its token goes nowhere else. */
  readonly gateway: string;
  /** `sample`: the sandbox's account, which exists only on this machine. */
  readonly kind: 'atlassian' | 'sample';
}
