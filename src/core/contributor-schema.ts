import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

/** Someone named in the history of contributors, or as an owner. */
export const personSchema = z.object({ accountId: text, name: text });

export const contributorFields = <Time extends z.ZodMiniType>(time: Time) => ({
  accountId: text,
  name: text,
  /** Absent where the person's privacy settings hide it. */
  email: maybe(text),
  isOwner: flag,
  /** ADMIN, DEPLOYER, DEVELOPER, VIEWER, VIEWER_ADVANCED, or what the gateway adds one day. */
  roles: many(text),
  /** When the person last worked on the app; absent where it is not told. */
  lastActive: maybe(time),
});

export const contributorEventFields = <Time extends z.ZodMiniType>(time: Time) => ({
  /** One of `contributorActions`, or the gateway's own word. */
  action: text,
  at: time,
  /** Who did it. */
  actor: personSchema,
  /** Whom it happened to; absent where the gateway does not tell. */
  contributor: maybe(personSchema),
  /** The role given, in the spelling of `Contributor.roles`. */
  role: maybe(text),
});
