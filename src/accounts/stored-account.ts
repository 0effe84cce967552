import * as z from 'zod/mini';

const storedAccount = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  gateway: z.string(),
  token: z.string(),
});

/** Parses a secret that holds an account. Throws if it doesn't; that error may contain the secret. */
export function parseStoredAccount(secret: string): z.infer<typeof storedAccount> {
  return storedAccount.parse(JSON.parse(secret));
}
