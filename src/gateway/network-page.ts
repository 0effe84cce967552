import type { HttpAnswer } from './reply.ts';

/** The beginning of a page, after a byte order mark, an XML declaration or a comment. */
const pageStart =
  /^[\s\uFEFF]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype html|html|head|body|meta|title|script)\b/i;

/** What pages of networks and of their proxies speak of, and error pages of Atlassian do not. */
const networkWords =
  /<form\b|http-equiv=["']?refresh|captive|proxy|squid|zscaler|firewall|web ?filter|\bblocked\b|sign[ -]?in to the network|network (?:access|login|policy)/i;

/**
 * Whether a response is a page of the network on the way, where a gateway would return JSON, or redirects to one: of
 * networks that require a sign-in, of proxies and of firewalls. With a status of a server's own failure (5xx) the page
 * has to speak of such things. 407 and 511 are never a gateway's, whatever comes with them.
 */
export function isNetworkPage({ status, header, body }: HttpAnswer): boolean {
  if (status === 407 || status === 511) return true;
  const isJson = /^\s*[[{]/.test(body.slice(0, 500));
  if (isJson) return false;
  if (status >= 300 && status < 400) return true;
  const isPage = /\bx?html\b/i.test(header('content-type') ?? '') || pageStart.test(body.slice(0, 2000));
  return isPage && (status < 500 || networkWords.test(body.slice(0, 64 * 1024)));
}
