import { ForgeError } from '../core/errors.ts';

/** The public gateway that the Forge CLI uses. */
export const atlassianGateway = 'https://api.atlassian.com/graphql';

/**
 * The endpoint that a setting names. Takes TLS addresses, and plain HTTP to this machine only: a token goes there.
 * Throws `misconfigured` with the reason otherwise; the text itself is not repeated beyond its first 200 characters.
 */
export function parseGatewayUrl(text: string): URL {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const shown = trimmed.slice(0, 200);
  if (url === undefined) throw new ForgeError('misconfigured', `"${shown}" is not a URL`);
  if (url.username !== '' || url.password !== '')
    throw new ForgeError('misconfigured', 'the gateway URL must not hold credentials');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new ForgeError('misconfigured', `"${shown}" is neither https nor on this machine`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
