import { ForgeError } from '../../core/errors.ts';

/** The domains of web triggers' addresses, by the manifest's `urlFormat` v1 and v2. */
const triggerDomains = ['.hello.atlassian-dev.net', '.webtrigger.atlassian.app'] as const;

/**
 * Parses the address that a gateway gave for a web trigger. It must be Atlassian's own host, or the gateway itself where
 * that is on this computer. Throws `badReply`, without the address, which is a secret.
 */
export function parseTriggerUrl(text: string, gateway: URL): URL {
  const url = URL.parse(text);
  if (url !== null && url.username === '' && url.password === '') {
    const isAtlassian = triggerDomains.some((domain) => url.hostname.endsWith(domain));
    if (isAtlassian && url.protocol === 'https:' && url.port === '') return url;
    // A gateway on this computer is a sandbox, which is called where it listens.
    if (gateway.protocol === 'http:' && url.origin === gateway.origin) return url;
  }
  throw new ForgeError('badReply', 'the gateway gave an address for the web trigger that isn’t Atlassian’s');
}
