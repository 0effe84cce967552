import * as vscode from 'vscode';
import type { AppActions } from './app-actions.ts';
import { type AccountClients, createAccountClients } from './accounts/account-clients.ts';
import { type AccountDataSet, createAccountDataSet } from './accounts/account-data-set.ts';
import { createAccountStore } from './accounts/account-store.ts';
import { type Accounts, createAccounts } from './accounts/accounts.ts';
import { editorHttps } from './vscode/editor-https.ts';
import { networkSettings } from './vscode/network-settings.ts';
import type { CommandId } from './contributions.ts';
import type { Disposable } from './core/emitter.ts';
import { createLimiters, type Limiters } from './gateway/limiters.ts';
import { createTrustStore, type TrustStore } from './gateway/network/trusted-certificates.ts';
import { createTransport, type UploadTransport } from './gateway/transport.ts';
import type { CommandHandlers, InputSources } from './vscode/command-input.ts';
import { createNotify, type Notify } from './vscode/notify.ts';
import { createOutput, type Output } from './vscode/output.ts';
import type { Prompts } from './vscode/prompts.ts';
import { registerCommands } from './vscode/register-commands.ts';
import { createReportDocuments, type ReportDocuments } from './vscode/report-document.ts';
import { settings } from './vscode/settings.ts';

/** The services that every feature is registered with. */
export interface Shared extends Disposable {
  readonly context: vscode.ExtensionContext;
  readonly prompts: Prompts;
  readonly output: Output;
  readonly notify: Notify;
  readonly reports: ReportDocuments;
  readonly accounts: Accounts;
  /** The data of all signed-in accounts. */
  readonly data: AccountDataSet;
  readonly clients: AccountClients;
  readonly network: Network;
  /** The actions that features offer each other; complete once all of them are registered. */
  readonly actions: AppActions;
  readonly now: () => Date;
  /** Disposes parts when the extension ends, the last one first. */
  own(...parts: readonly Disposable[]): void;
  /** Registers command handlers until the extension ends. */
  commands<Id extends CommandId>(handlers: CommandHandlers<Id>): void;
}

/** The transport to the gateway, its rate limiters and trusted certificates, and the client name that it sends. */
export interface Network {
  readonly limiters: Limiters;
  readonly transport: UploadTransport;
  readonly trusted: TrustStore;
  readonly client: { readonly name: string; readonly version: string };
}

/** Creates the services that features share; `actions` is called only when a command runs. Waits for nothing. */
export function createShared(context: vscode.ExtensionContext, prompts: Prompts, actions: () => AppActions): Shared {
  const output = createOutput('Forge Console');
  const notify = createNotify(prompts, output, () => actions().testConnection());
  const network = createNetwork(context);
  const { limiters, transport, trusted, client } = network;
  const clients = createAccountClients({ context, limiters, output, common: { transport, client } });
  const store = createAccountStore(context.secrets, (error) => output.error('Reading the accounts', error));
  const accounts = createAccounts(store, settings.gatewayKeys, () => {
    trusted.begin(networkSettings());
    return clients.load();
  });
  const data = createAccountDataSet(accounts, (account) => clients.data(account, accounts), context.globalState);
  const reports = createReportDocuments();

  const owned: Disposable[] = [output, { dispose: () => void transport.close() }, reports, data];
  const sources: InputSources = {
    accounts: data,
    accountFor: (id) => actions().accountFor(id),
    selected: () => actions().selected(),
    shown: () => actions().shown(),
  };
  return {
    context,
    prompts,
    output,
    notify,
    reports,
    accounts,
    data,
    clients,
    network,
    get actions() {
      return actions();
    },
    now: () => new Date(),
    own: (...parts) => void owned.push(...parts),
    commands: (handlers) => void owned.push(registerCommands(handlers, sources, notify)),
    dispose() {
      for (const part of owned.splice(0).reverse()) part.dispose();
    },
  };
}

function createNetwork(context: vscode.ExtensionContext): Network {
  const trusted = createTrustStore();
  const { version } = context.extension.packageJSON as { version: string };
  return {
    limiters: createLimiters(),
    trusted,
    transport: createTransport({ network: networkSettings, trusted, editorHttps }),
    client: { name: 'forge-console-vscode', version },
  };
}
