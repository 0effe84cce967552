// Not a library: those redact fields of objects by path, while here a secret can be anywhere in a text.

/**
 * Replaces everything in a text that looks like a credential: `Basic` and `Bearer` headers, Atlassian API tokens (which
 * begin with `ATATT` or `ATCTT`), and each of the given secrets. For everything that is logged; not for data, where
 * "Basic permissions" are just words.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const clean = text
    .replace(/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/gi, '$1 ***')
    .replace(/\bAT[AC]TT[A-Za-z0-9_=-]{8,}/g, '***');
  return blotOut(clean, secrets);
}

/** Replaces the given secrets in a text, whether written plainly, in Base64, or escaped for JSON or a URL. */
export function blotOut(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const form of secrets.filter(({ length }) => length >= shortestSecret).flatMap((secret) => [...formsOf(secret)]))
    clean = clean.replaceAll(form, '***');
  return clean;
}

/** Anything shorter is not a secret, and would match everywhere. */
const shortestSecret = 4;

function formsOf(secret: string): Set<string> {
  const base64 = Buffer.from(secret).toString('base64');
  return new Set([
    secret,
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
  ]);
}
