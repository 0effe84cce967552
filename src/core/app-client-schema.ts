import * as z from 'zod/mini';
import { many, text } from './schema-parts.ts';

/** The OAuth client that an environment of an app calls Atlassian's APIs with. */
export const appClientSchema = z.object({
  /** The key as in `Environment`. */
  environment: text,
  clientId: text,
  /** Where people are sent back to after they gave their consent. */
  callbacks: many(text),
  /** The scopes granted to it. */
  scopes: many(text),
});
