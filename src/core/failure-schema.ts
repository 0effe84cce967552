import * as z from 'zod/mini';
import { flag, maybe, text } from './schema-parts.ts';

/** Why something failed, as a page shows it. */
export const failureSchema = z.object({
  /** In two or three words. */
  short: text,
  /** Why it failed, and what helps. */
  reason: text,
  /** The gateway's own message. */
  message: text,
  requestId: maybe(text),
  /** Signing in again would help. */
  signedOut: flag,
  /** The person's role does not allow it, or the token has no scope for it. */
  isForbidden: maybe(flag),
  /** There was no answer at all. */
  unreachable: maybe(flag),
});
export type Failure = z.infer<typeof failureSchema>;
