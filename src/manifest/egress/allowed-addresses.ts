import { type Address, isWhole, parseAddress } from './address.ts';

/**
 * Whether a declared address lets an app reach another one; `*` lets it reach all. A declared name stands for itself, and
 * `*.example.com` for all names below it, but not for `example.com`. Paths do not count: for functions Forge looks at
 * protocol and host alone, and where pages are concerned nothing is claimed that a path decides.
 *
 * Sources: https://developer.atlassian.com/platform/forge/runtime-egress-permissions/ (Oct 30, 2024) and
 * https://developer.atlassian.com/platform/forge/manifest-reference/permissions/ (Jan 9, 2026).
 */
export function allows(declared: string, called: Address): boolean {
  if (declared.trim() === '*') return true;
  const allowed = parseAddress(declared);
  return (
    allowed !== undefined &&
    protocolAllows(allowed.protocol, called.protocol) &&
    (hostAllows(allowed.host, called.host) || (!isWhole(called) && hostAllows(called.host, sampleOf(allowed.host))))
  );
}

/** Content security policies let what they allow without encryption be reached with it. */
function protocolAllows(declared: string, called: string): boolean {
  return declared === called || (declared === 'http:' && called === 'https:');
}

function hostAllows(declared: string, called: string): boolean {
  const parts = declared.split('*');
  const [first = '', ...others] = parts;
  if (others.length === 0) return declared === called;
  const last = others.at(-1) ?? '';
  if (!called.startsWith(first) || called.length < first.length + last.length || !called.endsWith(last)) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const found = called.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= called.length - last.length;
}

/** A host that a pattern stands for. */
function sampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'x');
}

/** Whether a host of a text in the code is one that a declared address may be meant for. */
export function isNamedBy(declared: Address, host: string): boolean {
  const [name, own] = [withoutStar(declared.host), withoutStar(host.toLowerCase())];
  return name === own || name.endsWith(`.${own}`) || own.endsWith(`.${name}`);
}

function withoutStar(host: string): string {
  return host.replace(/^\*?\./, '').replace(/:.*$/, '');
}
