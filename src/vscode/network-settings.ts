import * as vscode from 'vscode';
import type { NetworkSettings } from '../gateway/network/network-settings-type.ts';

const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/**
 * The current network settings of VS Code and of the environment. Only the user's own settings count: a workspace must
 * not decide how a token is sent, even if VS Code allows it.
 */
export function networkSettings(): NetworkSettings {
  const configuration = vscode.workspace.getConfiguration('http');
  const read = (key: string): unknown => {
    const inspected = configuration.inspect<unknown>(key);
    return inspected?.globalValue ?? inspected?.defaultValue;
  };
  const text = (key: string): string => {
    const value = read(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const noProxy = read('noProxy');
  return {
    isProxySupported: read('proxySupport') !== 'off',
    proxy: text('proxy'),
    noProxy: Array.isArray(noProxy)
      ? noProxy.filter((pattern): pattern is string => typeof pattern === 'string' && pattern.trim() !== '')
      : [],
    proxyAuthorization: text('proxyAuthorization') || undefined,
    strictProxyCertificate: read('proxyStrictSSL') !== false,
    systemCertificates: read('systemCertificates') !== false,
    environment: Object.fromEntries([...variables, 'NODE_EXTRA_CA_CERTS'].map((name) => [name, process.env[name]])),
  };
}

/** Calls the listener when one of these settings changes. */
export function onDidChangeNetworkSettings(listener: () => unknown): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('http')) listener();
  });
}
