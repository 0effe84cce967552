import { blotOut } from '../core/redaction.ts';
import { ForgeError } from '../core/errors.ts';

/** The least of a secret's beginning that is taken for a part of it, in characters. */
const shortestPart = 4;

/** An error without the secrets that the gateway's words may quote: whole, escaped, or where the words were cut. */
export function withoutSecrets(error: ForgeError, secrets: readonly string[]): ForgeError {
  const message = secrets.filter((secret) => secret !== '').reduce(withoutSecret, error.message);
  return message === error.message ? error : new ForgeError(error.kind, message, error.details);
}

function withoutSecret(message: string, secret: string): string {
  const clean = blotOut(message.replaceAll(secret, '…'), [secret]);
  const words = clean.endsWith('…') ? clean.slice(0, -1) : clean;
  const forms = [secret, JSON.stringify(secret).slice(1, -1)];
  for (let length = Math.max(...forms.map((form) => form.length)); length >= shortestPart; length--)
    if (forms.some((form) => length <= form.length && words.endsWith(form.slice(0, length))))
      return `${words.slice(0, -length)}…`;
  return clean;
}
