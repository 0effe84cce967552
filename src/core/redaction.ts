/**
 * A text with its credentials blotted out: `Basic` and `Bearer` headers, Atlassian API tokens (they begin with `ATATT`
 * or `ATCTT`), and each of the given secrets in plain and in Base64 form. For everything that is logged or shown.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text
    .replace(/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/g, '$1 ***')
    .replace(/\bAT[AC]TT[A-Za-z0-9_=-]{8,}/g, '***');
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    clean = clean.replaceAll(secret, '***').replaceAll(Buffer.from(secret).toString('base64'), '***');
  }
  return clean;
}
