export interface Contributor {
  readonly accountId: string;
  readonly name: string;
  /** Absent where the person's privacy settings hide it. */
  readonly email?: string;
  readonly isOwner: boolean;
  /** ADMIN, DEPLOYER, DEVELOPER, VIEWER, VIEWER_ADVANCED, or what the gateway adds one day. */
  readonly roles: readonly string[];
  /** When the person last worked on the app; absent where it is not told. */
  readonly lastActive?: Date;
}

/** Someone named in the history of contributors. */
export interface Person {
  readonly accountId: string;
  readonly name: string;
}

/** What can happen to a contributor; the gateway may add others one day. */
export const contributorActions = [
  'CONTRIBUTOR_ADDED',
  'CONTRIBUTOR_REMOVED',
  'CONTRIBUTOR_ROLE_UPDATED',
  'OWNERSHIP_TRANSFERRED',
] as const;

/** Something that happened to a contributor of an app. */
export interface ContributorEvent {
  /** One of `contributorActions`, or the gateway's own word. */
  readonly action: string;
  readonly at: Date;
  /** Who did it. */
  readonly actor: Person;
  /** Whom it happened to; absent where the gateway does not tell. */
  readonly contributor?: Person;
  /** The role given, in the spelling of `Contributor.roles`. */
  readonly role?: string;
}
