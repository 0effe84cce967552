// Not a library: those that redact blank out fields of objects by path; here secrets stand anywhere in a text.

/**
 * A text with everything blotted out that looks like a credential: `Basic` and `Bearer` headers, Atlassian API tokens
 * (they begin with `ATATT` or `ATCTT`), and each of the given secrets. For everything that is logged; not for data,
 * where "Basic permissions" are just words.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const clean = text
    .replace(/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/gi, '$1 ***')
    .replace(/\bAT[AC]TT[A-Za-z0-9_=-]{8,}/g, '***');
  return blotOut(clean, secrets);
}

/** A text without the given secrets, be they written plainly, in Base64, or as JSON or a URL would write them. */
export function blotOut(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const form of secrets.filter(({ length }) => length >= shortestSecret).flatMap((secret) => [...formsOf(secret)]))
    clean = clean.replaceAll(form, '***');
  return clean;
}

/** A shorter text is no secret, and would be found everywhere. */
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
