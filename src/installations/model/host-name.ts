/** The domain of Atlassian's sites, for names that are typed without one. */
const siteDomain = '.atlassian.net';

/**
 * The host name of a site that a person means: `northlight`, `northlight.atlassian.net` or an address of a page there.
 * Undefined for what can't be a host name.
 */
export function hostNameOf(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  // A browser would read other letters and numbers as a name of another kind.
  if (url === null || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(url.hostname) || !text.includes(url.hostname))
    return undefined;
  return url.hostname.includes('.') ? url.hostname : url.hostname + siteDomain;
}
