import { ForgeError } from '../../core/errors.ts';
import { isExempt, isOwnComputer } from './no-proxy.ts';
import type { NetworkSettings } from './network-settings-type.ts';

/** Where a proxy's address, or the rule against using one, comes from. */
export type RouteSource =
  'http.proxy' | 'http.proxySupport' | 'http.noProxy' | 'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY' | 'loopback' | 'none';

export interface Proxy {
  readonly isSecure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** The value of Proxy-Authorization. A secret. */
  readonly authorization: string | undefined;
}

/** The route to a server, direct or through a proxy, and the reason for it. */
export interface Route {
  readonly proxy: Proxy | undefined;
  readonly source: RouteSource;
}

/**
 * Chooses the route to a server, in the order of VS Code's own proxy agent: this computer directly; then hosts exempt
 * by `http.noProxy`, or by NO_PROXY if that setting is empty; then `http.proxy`; then HTTPS_PROXY before HTTP_PROXY,
 * whatever the server's scheme, lower-case names first. Throws `misconfigured` for an unusable proxy, without its
 * address, which may contain a password.
 */
export function chooseRoute(target: URL, settings: NetworkSettings): Route {
  const { noProxy, environment } = settings;
  const host = hostOf(target);
  const port = portOf(target);
  const direct = (source: RouteSource): Route => ({ proxy: undefined, source });

  if (!settings.isProxySupported) return direct('http.proxySupport');
  const isSet = noProxy.length > 0;
  const exempt = patternsIn(isSet ? noProxy : [variable(environment, 'NO_PROXY')]);
  if (isOwnComputer(host, exempt)) return direct('loopback');
  if (isExempt(host, port, exempt)) return direct(isSet ? 'http.noProxy' : 'NO_PROXY');

  for (const source of ['http.proxy', 'HTTPS_PROXY', 'HTTP_PROXY'] as const) {
    const address = source === 'http.proxy' ? settings.proxy.trim() : variable(environment, source);
    if (address !== '') return { proxy: parseProxy(address, source, settings.proxyAuthorization), source };
  }
  return direct('none');
}

function parseProxy(address: string, source: RouteSource, authorization: string | undefined): Proxy {
  const full = address.includes('://') ? address : `http://${address}`;
  if (/^socks/i.test(full)) {
    throw new ForgeError(
      'misconfigured',
      `${source} names a SOCKS proxy, which is not supported; name an HTTP proxy there, or exempt the gateway with http.noProxy`,
    );
  }
  const [, scheme = '', userInfo, server = ''] = addressForm.exec(full) ?? [];
  const url = URL.canParse(scheme + server) ? new URL(scheme + server) : undefined;
  if (url === undefined || /[\\#]/.test(server) || url.hostname === '' || !['http:', 'https:'].includes(url.protocol)) {
    throw new ForgeError(
      'misconfigured',
      `${source} is not the address of a proxy, such as http://proxy.example.com:8080`,
    );
  }
  if (authorization !== undefined && /[^\t\x20-\x7e]/.test(authorization))
    throw new ForgeError('misconfigured', 'http.proxyAuthorization is not a valid header value');
  return {
    isSecure: url.protocol === 'https:',
    host: hostOf(url),
    port: portOf(url),
    authorization: authorization ?? credentialsIn(userInfo),
  };
}

/**
 * A scheme, `user:password`, and the server. People write `DOMAIN\user` and passwords with `#` or `@` as they are, so
 * the last `@` before a path ends them; a URL parser would take `DOMAIN` for the server.
 */
const addressForm = /^([a-z][a-z\d+.-]*:\/\/)(?:([^/?]*)@)?(.*)$/is;

function credentialsIn(userInfo: string | undefined): string | undefined {
  if (!userInfo || userInfo === ':') return undefined;
  const [user = '', ...password] = userInfo.split(':');
  return `Basic ${Buffer.from(`${decoded(user)}:${decoded(password.join(':'))}`).toString('base64')}`;
}

/** Decodes the percent-encoding of a part of an address; returns it unchanged if it is malformed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A variable's value; files with Windows line ends leave a carriage return at its end. */
function variable(environment: NetworkSettings['environment'], name: string): string {
  return environment[name.toLowerCase()]?.trim() || (environment[name]?.trim() ?? '');
}

/** Patterns are parted by commas; some write blanks or semicolons, which none of them contains. */
function patternsIn(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(/[\s,;]+/)).filter((pattern) => pattern !== '');
}

/** Returns the port of an address; the default of its scheme if it has none. */
export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Returns the host of an address; an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
