import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Account } from '../core/account.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import type { GatewayClient, GatewayClientOptions } from '../gateway/client.ts';
import type { Limiters } from '../gateway/limiters.ts';
import type { Output } from '../vscode/output.ts';
import { settings } from '../vscode/settings.ts';
import type { Accounts } from './accounts.ts';

export interface AccountClientsOptions {
  readonly context: ExtensionContext;
  readonly limiters: Limiters;
  readonly output: Output;
  /** What all clients have in common. */
  readonly common: Pick<GatewayClientOptions, 'transport' | 'client'>;
}

/** Makes clients of the gateway, and the data of accounts over them. */
export interface AccountClients {
  /** Loads what talks to the gateway; the editor starts without it. */
  readonly load: () => Promise<unknown>;
  /** A client for credentials that are yet to be checked. */
  readonly trial: (url: URL, credentials: Credentials) => Promise<GatewayClient>;
  /** The data of an account; once `load` has settled. */
  readonly data: (account: Account, accounts: Accounts) => AccountData;
}

/** One limiter for each account is shared by all its clients. */
export function createAccountClients({ context, limiters, output, common }: AccountClientsOptions): AccountClients {
  let loaded: GatewayParts | undefined;
  const load = async () => (loaded ??= await loadGatewayParts());
  const shared = (url: URL, email: string) => ({
    ...common,
    url,
    limiter: limiters.of(url, email),
    log: output.request,
  });

  return {
    load,
    async trial(url, credentials) {
      const { createGatewayClient } = await load();
      return createGatewayClient({
        ...shared(url, credentials.email),
        credentials: () => Promise.resolve(credentials),
      });
    },
    data(account, accounts) {
      if (loaded === undefined) throw new Error('There is an account before its parts are loaded.');
      const { createAccountData, createAppListCache, createGatewayClient, createMySites } = loaded;
      const client = createGatewayClient({
        ...shared(new URL(account.gateway), account.email),
        credentials: () => accounts.credentials(account.key),
        onRejected: (token) => accounts.reject(account.key, token),
      });
      const folder = join(context.globalStorageUri.fsPath, 'apps');
      const cache = createAppListCache(folder, account.key, (error) => output.error('The list of apps on disk', error));
      const mySites = createMySites(context.globalState, account.key);
      return createAccountData(account, client, cache, mySites, settings.pageSize);
    },
  };
}

async function loadGatewayParts() {
  const [client, data, cache, sites] = await Promise.all([
    import('../gateway/client.ts'),
    import('../apps/model/account-data.ts'),
    import('../apps/model/app-list-cache.ts'),
    import('../apps/model/my-sites.ts'),
  ]);
  return { ...client, ...data, ...cache, ...sites };
}

type GatewayParts = Awaited<ReturnType<typeof loadGatewayParts>>;
