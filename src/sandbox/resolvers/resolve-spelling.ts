import type { Person } from '../world/world-types.ts';

/** Epoch milliseconds as a string: the gateway's format for times of environments and versions. */
export const millis = (time: number): string => String(time);

/** ISO 8601: the gateway's format for all other times. */
export const iso = (time: number): string => new Date(time).toISOString();

/** ISO 8601; null for a time that there is not. */
export const isoOrNull = (time: number | undefined): string | null => (time === undefined ? null : iso(time));

/** The URL of an avatar; nothing is served there. */
export const pictureOf = (person: Person): string =>
  `https://avatar.example.com/${encodeURIComponent(person.accountId)}/128`;

/** A person as others see them: the e-mail is undefined if it is hidden. */
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
