/** A signed-in user. Holds no secret. */
export interface Account {
  /** Unique among all accounts of all gateways. */
  readonly key: string;
  /** The Atlassian account id. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** The full URL of the account's GraphQL endpoint; its token is sent nowhere else. */
  readonly gateway: string;
  /** `sample`: the sandbox's account, which exists only on this machine. */
  readonly kind: 'atlassian' | 'sample';
}
