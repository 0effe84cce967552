import { BlockList, isIP } from 'node:net';

/** As in Chromium's bypass rules, this pattern sends requests to this computer through the proxy too. */
const withLoopback = '<-loopback>';

/**
 * Whether a pattern exempts a host from the proxy. A pattern is `*`, a host name, which covers its subdomains too,
 * `.suffix`, `*.suffix`, an IP address or a range (`10.0.0.0/8`); all but `*` may have a port and then match that port
 * only. Names are not resolved. `host` is without brackets.
 */
export function isExempt(host: string, port: number, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(host.toLowerCase(), port, pattern.trim().toLowerCase()));
}

function matches(host: string, port: number, pattern: string): boolean {
  if (pattern === '' || pattern === withLoopback) return false;
  if (pattern === '*') return true;
  const { name, onlyPort } = split(pattern);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (isIP(host) !== 0) return isInRange(host, name);
  const suffix = name.replace(/^\*?\./, '');
  return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
}

/** Splits a pattern from its port: `[::1]:8080`, `10.0.0.1:8080`, `example.com:8080`, or any of them without a port. */
function split(pattern: string): { name: string; onlyPort: number | undefined } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(pattern) ?? [];
  const name = bracketed ?? plain ?? pattern;
  return { name, onlyPort: port === undefined ? undefined : Number(port) };
}

function isInRange(address: string, range: string): boolean {
  const [start = '', bits, ...rest] = range.split('/');
  const version = isIP(start);
  if (version === 0 || rest.length > 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  if (bits === undefined) list.addAddress(start, family);
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
    list.addSubnet(start, Number(bits), family);
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a host is this computer, which is never reached through a proxy (VS Code's rule) unless a pattern asks for
 * it. `host` is without brackets.
 */
export function isOwnComputer(host: string, patterns: readonly string[]): boolean {
  if (patterns.some((pattern) => pattern.trim().toLowerCase() === withLoopback)) return false;
  return host === 'localhost' || host === '::1' || host === '::ffff:127.0.0.1' || /^127(\.\d{1,3}){3}$/.test(host);
}
