import { ForgeError } from '../core/errors.ts';
import type { Credentials } from './account-sender.ts';
import { Me } from './operations/fetch-me.ts';

/** What tells whether a token is good. */
export interface TokenWitness {
  readonly credentials: () => Promise<Credentials>;
  /** Asks who the account's token belongs to; null for nobody. */
  readonly askWho: (signal: AbortSignal) => Promise<object | null>;
  /** Called with a token that the gateway did not accept, even to say who it belongs to. */
  readonly onRejected: ((token: string) => void) | undefined;
}

/**
 * Decides what a 401 means: the gateway answers so to a bad token, and to one that lacks a scope for the operation. Who
 * the token belongs to, every good token may ask. Returns the error, as `forbidden` if the token is good. Never throws.
 */
export async function judgeToken(
  error: ForgeError,
  token: string,
  { credentials, askWho, onRejected }: TokenWitness,
  signal: AbortSignal,
): Promise<ForgeError> {
  if (error.details.operation === Me.name) {
    onRejected?.(token);
    return error;
  }
  const isCurrent = await credentials().then(
    (current) => current.token === token,
    () => false,
  );
  if (!isCurrent) return error;
  const user = await askWho(signal).catch(() => undefined);
  if (user === null) onRejected?.(token);
  if (!user) return error;
  return new ForgeError('forbidden', error.message, { ...error.details, lacksScope: true, cause: error });
}
