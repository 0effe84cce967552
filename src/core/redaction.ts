// Not a library: those redact fields of objects by path, while here a secret can be anywhere in a text.

/** A character of a token, plain or escaped. */
const tokenPart = String.raw`(?:[\w=-]|\\{1,8}u00[2-7][\da-f]|%(?:25){0,3}[2-7][\da-f]|&#[\dx][\da-f]{1,5};)`;
const basicHeader = /\b(Basic|Bearer)(?:\s|\\{1,8}u0020|%20|&#32;)+[A-Za-z0-9+/=._~%\\-]{8,}/gi;
const apiToken = new RegExp(String.raw`\bAT[AC]TT${tokenPart}{8,}`, 'gi');
/** The Base64 of `ATATT` or `ATCTT` at each of its three places, without what depends on the neighbours. */
const apiTokenInBase64 = /(?:QVRBVF|QVRDVF|FUQVRU|FUQ1RU|BVEFUV|BVENUV)[\w+/-]{8,}={0,2}/g;

/** What stands in an address before a parameter, between its name and its value, and in the value; plain or escaped. */
const beforeName = String.raw`(?:[?&;]|\\{1,8}u00(?:26|3f)|%(?:25){0,3}(?:26|3f))`;
const equals = String.raw`(?:=|\\{1,8}u003d|%(?:25){0,3}3d|&#61;|&#x3d;)`;
const slash = String.raw`(?:\\{0,8}/|\\{1,8}u002f|%(?:25){0,3}2f)`;
const valuePart = String.raw`(?:[\w.~+/:,*@=-]|\\{1,8}u00[2-7][\da-f]|%[\da-f]{2}|&#[\dx][\da-f]{1,5};)`;
/** Parameters that let whoever has the address read or write, as the stores of Amazon, Google and Microsoft name them. */
const signingName =
  '(?:x-(?:amz|goog)-[a-z-]{1,40}|sig|signature|awsaccesskeyid|googleaccessid|key-pair-id|policy|token)';
const signedAddress = new RegExp(`(${beforeName}${signingName}${equals})${valuePart}+`, 'gi');
/** Web triggers answer whoever has their address (documentation page `web-trigger-api`). */
const webTriggerHost = String.raw`(?:hello\.atlassian-dev\.net|webtrigger\.atlassian\.app)`;
const webTrigger = new RegExp(`(${webTriggerHost}${slash}\\w{1,20}${slash})${valuePart}+`, 'gi');

/** Replaces what makes addresses in a text secret: the signatures of pre-signed ones, and the paths of web triggers. */
export function blotOutAddresses(text: string): string {
  return text.replace(signedAddress, '$1***').replace(webTrigger, '$1***');
}

/**
 * Replaces everything in a text that looks like a credential: `Basic` and `Bearer` headers, Atlassian API tokens (which
 * begin with `ATATT` or `ATCTT`), what makes addresses secret, and each of the given secrets. For everything that is
 * logged; not for data, where "Basic permissions" are just words.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const clean = text.replace(basicHeader, '$1 ***').replace(apiToken, '***').replace(apiTokenInBase64, '***');
  return blotOut(blotOutAddresses(clean), secrets);
}

/**
 * Replaces the given secrets in a text: plain or in Base64, also inside a longer Base64, and with any of their
 * characters escaped for JSON, a URL or HTML, up to three times over. What is valid JSON stays valid.
 */
export function blotOut(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter(({ length }) => length >= shortestSecret)
    .flatMap((secret) => [...formsOf(secret)])
    .sort((a, b) => b.length - a.length);
  let clean = mayHoldEscapes.test(text) ? blotOutEscaped(text, forms) : text;
  for (const form of forms) clean = clean.replaceAll(form, '***');
  return clean;
}

/** Anything shorter is not a secret, and would match everywhere. */
const shortestSecret = 4;

/** Fewer characters from the middle of Base64 can be anything. */
const shortestPart = 8;

function formsOf(secret: string): Set<string> {
  const base64 = Buffer.from(secret).toString('base64');
  const parts = [0, 1, 2].map((place) => base64Within(secret, place)).filter(({ length }) => length >= shortestPart);
  return new Set([
    secret,
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    ...parts,
    ...parts.map((part) => part.replaceAll('+', '-').replaceAll('/', '_')),
  ]);
}

/** The part of a text's Base64 that does not depend on its neighbours, if it comes after `3n + place` bytes. */
function base64Within(secret: string, place: number): string {
  const bytes = Buffer.concat([Buffer.alloc(place), Buffer.from(secret)]);
  const encoded = bytes.toString('base64').replace(/=+$/, '');
  return encoded.slice(Math.ceil((place * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

const mayHoldEscapes = /\\[u\\/]|%[2-9a-f]|&#/i;

/** One character that is escaped for JSON, a URL or HTML, or backslashes that escape the next one. Bounded, for speed. */
const escape = /\\{1,8}u([\da-f]{4})|%(?:25){0,3}([\da-f]{2})|&#x0{0,4}([\da-f]{2});|&#0{0,4}(\d{2,3});|\\{1,8}/gi;

function unescaped(text: string): string {
  return text.replace(escape, (...found) => characterOf(found as readonly (string | undefined)[]));
}

/** The character that an escape stands for; none for backslashes that escape the next one. */
function characterOf([, json, url, hex, decimal]: readonly (string | undefined)[]): string {
  const hexadecimal = json ?? url ?? hex;
  if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
  return decimal === undefined ? '' : String.fromCharCode(Number(decimal));
}

function blotOutEscaped(text: string, forms: readonly string[]): string {
  const plain = unescaped(text);
  const sought = [...new Set(forms.flatMap((form) => [form, Buffer.from(form).toString('latin1')].map(unescaped)))];
  const spans = sought.flatMap((form) => spansOf(form, plain)).sort((a, b) => a.start - b.start || b.end - a.end);
  if (spans.length === 0) return text;
  const places = placesIn(text, plain.length);
  let clean = '';
  let done = 0;
  for (const { start, end } of spans) {
    if (end <= done) continue;
    if (start >= done) clean += `${text.slice(places[done], places[start])}***`;
    done = end;
  }
  return clean + text.slice(places[done]);
}

function spansOf(form: string, text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  if (form.length < shortestSecret) return spans;
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length))
    spans.push({ start: at, end: at + form.length });
  return spans;
}

/**
 * Where each character of the unescaped text begins in the text, with the backslashes before it; and, last, where the
 * text ends.
 */
function placesIn(text: string, length: number): Uint32Array {
  const places = new Uint32Array(length + 1);
  let count = 0;
  let next = 0;
  const literal = (end: number) => {
    for (let index = next; index < end; index++) places[++count] = index + 1;
    next = end;
  };
  for (const found of text.matchAll(escape)) {
    literal(found.index);
    next = found.index + found[0].length;
    if (characterOf(found) !== '') places[++count] = next;
  }
  literal(text.length);
  return places;
}
