import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

/** A person named as an owner or in the contributor history. */
export const personSchema = z.object({ accountId: text, name: text });

export const contributorFields = <Time extends z.ZodMiniType>(time: Time) => ({
  accountId: text,
  name: text,
  /** Absent if the person's privacy settings hide it. */
  email: maybe(text),
  isOwner: flag,
  /** ADMIN, DEPLOYER, DEVELOPER, VIEWER, VIEWER_ADVANCED, or a value the gateway may add later. */
  roles: many(text),
  /** When the person last worked on the app; absent if not reported. */
  lastActive: maybe(time),
});

export const contributorEventFields = <Time extends z.ZodMiniType>(time: Time) => ({
  /** One of `contributorActions`, or another value in the gateway's spelling. */
  action: text,
  at: time,
  /** Who did it. */
  actor: personSchema,
  /** Who it happened to; absent if not reported. */
  contributor: maybe(personSchema),
  /** The role given, in the spelling of `Contributor.roles`. */
  role: maybe(text),
});
