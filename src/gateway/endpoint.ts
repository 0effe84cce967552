import { clouds, knownCloud } from '../core/clouds.ts';
import { ForgeError } from '../core/errors.ts';

/**
 * Parses the endpoint from the settings. Accepts HTTPS, and plain HTTP to this machine only, because a token is sent
 * there. Throws `misconfigured` with the reason, quoting at most the first 200 characters of the text.
 */
export function parseGatewayUrl(text: string): URL {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const shown = trimmed.slice(0, 200);
  if (url === undefined) throw new ForgeError('misconfigured', `"${shown}" is not a URL`);
  if (url.username !== '' || url.password !== '')
    throw new ForgeError('misconfigured', 'the gateway URL must not contain credentials');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new ForgeError('misconfigured', `"${shown}" is neither HTTPS nor on the computer where the extensions run`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * The gateways that accounts can be signed in to side by side, the configured one first. A gateway of an Atlassian cloud
 * replaces the one known for that cloud, and the other clouds stay. Any other gateway, such as one for testing, is alone:
 * the accounts of people's work are not mixed with it.
 */
export function gatewaysBeside(configured: URL): readonly URL[] {
  const cloud = knownCloud(configured.href);
  if (cloud === undefined) return [configured];
  const others = Object.values(clouds).filter(({ name }) => name !== cloud.name);
  return [configured, ...others.map(({ gateway }) => new URL(gateway))];
}
