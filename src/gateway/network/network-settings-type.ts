/** How this computer reaches the network, by VS Code's settings and the environment. Read again for each request. */
export interface NetworkSettings {
  /** `http.proxySupport`: with `off` all connections are direct. */
  readonly isProxySupported: boolean;
  /** `http.proxy`; empty if not set. May contain credentials. */
  readonly proxy: string;
  /** `http.noProxy`: if it has entries, NO_PROXY is ignored. */
  readonly noProxy: readonly string[];
  /**
   * `http.proxyAuthorization`: the value of the Proxy-Authorization header; takes precedence over credentials in the
   * proxy's address.
   */
  readonly proxyAuthorization: string | undefined;
  /** `http.proxyStrictSSL`: whether the certificate of a proxy reached over TLS must be trusted. */
  readonly strictProxyCertificate: boolean;
  /** `http.systemCertificates`: whether the operating system's certificates are trusted. */
  readonly systemCertificates: boolean;
  /** Where HTTPS_PROXY, HTTP_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** VS Code's defaults, without an environment. */
export const defaultNetwork: NetworkSettings = {
  isProxySupported: true,
  proxy: '',
  noProxy: [],
  proxyAuthorization: undefined,
  strictProxyCertificate: true,
  systemCertificates: true,
  environment: {},
};
