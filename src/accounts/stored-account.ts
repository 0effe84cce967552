import * as z from 'zod/mini';

const storedAccount = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  gateway: z.string(),
  token: z.string(),
});

/** Reads the text of a secret that holds an account. Throws where it is none; that error may quote the secret. */
export function parseStoredAccount(secret: string): z.infer<typeof storedAccount> {
  return storedAccount.parse(JSON.parse(secret));
}
