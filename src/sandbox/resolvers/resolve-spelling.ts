import type { Person } from '../world/model.ts';

/** Epoch milliseconds as a string: how the gateway spells the times of environments and versions. */
export const millis = (time: number): string => String(time);

/** ISO 8601, how it spells the other times. */
export const iso = (time: number): string => new Date(time).toISOString();

export const isoOrNull = (time: number | undefined): string | null => (time === undefined ? null : iso(time));

/** Where an avatar would be; nothing is served there. */
export const pictureOf = (person: Person): string =>
  `https://avatar.example.com/${encodeURIComponent(person.accountId)}/128`;

/** A person as the User interface shows them to others: without e-mail where they hide it. */
export function userView(person: Person, email = person.email): object {
  return {
    __typename: 'AtlassianAccountUser',
    id: `ari:cloud:identity::user/${person.accountId}`,
    accountId: person.accountId,
    canonicalAccountId: person.accountId,
    accountStatus: person.status,
    name: person.name,
    picture: pictureOf(person),
    email,
  };
}
