/** How this computer reaches the network, as VS Code's settings and the environment say. Read anew for each request. */
export interface NetworkSettings {
  /** `http.proxySupport`: with `off` everything is reached directly. */
  readonly isProxySupported: boolean;
  /** `http.proxy`; empty where it is not set. May hold credentials. */
  readonly proxy: string;
  /** `http.noProxy`: where it has entries, NO_PROXY does not count. */
  readonly noProxy: readonly string[];
  /**
   * `http.proxyAuthorization`: the value of the header Proxy-Authorization; goes before credentials in the proxy's
   * address.
   */
  readonly proxyAuthorization: string | undefined;
  /** `http.proxyStrictSSL`: whether the certificate of a proxy that is reached over TLS has to be trusted. */
  readonly strictProxyCertificate: boolean;
  /** `http.systemCertificates`: whether certificates of the operating system are trusted. */
  readonly systemCertificates: boolean;
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are looked up here. */
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
