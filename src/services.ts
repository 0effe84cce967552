import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { type AccountDataSet, createAccountDataSet } from './accounts/account-data-set.ts';
import { createAccountStore } from './accounts/account-store.ts';
import { createAccounts } from './accounts/accounts.ts';
import { registerAuthenticationProvider } from './accounts/authentication-provider.ts';
import { comeBackByItself } from './connection/reconnecting.ts';
import { createSampleApps } from './accounts/sample-apps.ts';
import { signIn } from './accounts/sign-in.ts';
import { watchRejections } from './accounts/rejection.ts';
import { createArchives } from './audit-logs/dialogs/archives.ts';
import type { ChosenApp } from './audit-logs/dialogs/chosen-app.ts';
import { attendToDue, decorateDue } from './audit-logs/dialogs/due-archives.ts';
import { advice } from './audit-logs/dialogs/audit-failure.ts';
import { knownObstacle } from './audit-logs/dialogs/known-obstacle.ts';
import { createScanner } from './manifest/code/scanner.ts';
import { accountCommands } from './accounts/account-commands.ts';
import { appCommands } from './apps/app-commands.ts';
import { auditCommands } from './audit-logs/audit-commands.ts';
import { createChoose } from './apps/choose-app.ts';
import { registerCommands } from './vscode/register-commands.ts';
import { connectionCommands } from './connection/connection-commands.ts';
import { removalCommands } from './removal/removal-commands.ts';
import { scopeCommands } from './manifest/editor/scope-commands.ts';
import { treeCommands } from './apps/tree/tree-commands.ts';
import type { Account } from './core/account.ts';
import type { Disposable } from './core/emitter.ts';
import { registerManifestEditor } from './manifest/editor/register-editor.ts';
import type { Credentials } from './gateway/client.ts';
import { createLimiters } from './gateway/limiters.ts';
import { createTrustStore } from './gateway/network/trusted-certificates.ts';
import { createTransport } from './gateway/transport.ts';
import { createAppPanels } from './app-panel/app-panels.ts';
import type { AuditArchives } from './audit-logs/panel/audit-source.ts';
import { registerUriHandler } from './app-panel/uri-handler.ts';
import type { Removing } from './removal/dialogs/removing.ts';
import { createReportDocuments } from './vscode/report-document.ts';
import type { ScopeCatalogue } from './manifest/scopes/scope-catalogue.ts';
import { appsViewId, createAppsView } from './apps/tree/apps-view.ts';
import { type AppsTree, createAppsTree } from './apps/tree/apps-tree.ts';
import { createArrangementMemory } from './apps/tree/arrangement-memory.ts';
import type { TreeNode } from './apps/tree/tree-node.ts';
import { createNotify } from './vscode/notify.ts';
import { createOutput } from './vscode/output.ts';
import type { Prompts } from './vscode/prompts.ts';
import { networkSettings } from './connection/network-settings.ts';
import { createRateLimitDisplay, type RateLimitDisplay } from './connection/rate-limit-display.ts';
import { settings } from './vscode/settings.ts';
import { type AppCodes, createAppCodes } from './manifest/workspace/app-code.ts';
import { tellManifests } from './manifest/workspace/manifest-context.ts';
import { createManifests } from './manifest/workspace/manifests.ts';

/** What the parts of the extension are when it runs. */
export interface Services extends Disposable {
  readonly data: AccountDataSet;
  readonly tree: AppsTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly codes: AppCodes;
  /** What is known of scopes; loaded when first asked for. */
  readonly scopes: () => Promise<ScopeCatalogue>;
  readonly rateLimit: RateLimitDisplay;
  readonly auditArchives: AuditArchives;
}

/** Builds everything, hands the parts to each other and registers them with the editor. Waits for nothing. */
export function startServices(context: vscode.ExtensionContext, prompts: Prompts): Services {
  const output = createOutput('Forge Console');
  const notify = createNotify(prompts, output, () => vscode.commands.executeCommand('forgeConsole.testConnection'));
  const trusted = createTrustStore();
  const transport = createTransport({ network: networkSettings, trusted });
  const { version } = context.extension.packageJSON as { version: string };
  const clientName = { name: 'forge-console-vscode', version };

  let gatewayParts: GatewayParts | undefined;
  const accounts = createAccounts(
    createAccountStore(context.secrets, (error) => output.error('Reading the accounts', error)),
    settings.gatewayKey,
    async () => (gatewayParts ??= await loadGatewayParts()),
  );
  const limiters = createLimiters();
  const rateLimit = createRateLimitDisplay(limiters);
  const newClient = (
    { createGatewayClient }: GatewayParts,
    url: URL,
    email: string,
    credentials: () => Promise<Credentials>,
    onRejected?: (token: string) => void,
  ) =>
    createGatewayClient({
      url,
      transport,
      limiter: limiters.of(url, email),
      credentials,
      client: clientName,
      log: output.request,
      ...(onRejected && { onRejected }),
    });
  const signInAs = (email?: string): Promise<Account | undefined> =>
    signIn(
      {
        accounts,
        prompts,
        notify,
        gateway: settings.gateway,
        client: async (url, credentials) =>
          newClient(await loadGatewayParts(), url, credentials.email, () => Promise.resolve(credentials)),
        openGatewaySetting: settings.openGateway,
        environment: environmentCredentials(),
      },
      email,
    );

  const cacheFolder = join(context.globalStorageUri.fsPath, 'apps');
  const data = createAccountDataSet(accounts, (account) => {
    if (gatewayParts === undefined) throw new Error('There is an account before its parts are loaded.');
    const { createAppListCache, createAccountData } = gatewayParts;
    const client = newClient(
      gatewayParts,
      new URL(account.gateway),
      account.email,
      () => accounts.credentials(account.key),
      (token) => accounts.reject(account.key, token),
    );
    const cache = createAppListCache(cacheFolder, account.key, (error) =>
      output.error('The list of apps on disk', error),
    );
    return createAccountData(account, client, cache, settings.pageSize);
  });
  const sampleApps = createSampleApps(accounts, context.globalState, () => import('./sandbox/sandbox-server.ts'));
  const manifests = createManifests(output.error);
  const codes = createAppCodes({
    manifests,
    scanner: createScanner({
      entry: pathToFileURL(context.asAbsolutePath('dist/scan.js')),
      onCrash: (error) => output.error('The thread that reads code', error),
    }),
    isOn: settings.scansCode,
    onDidChangeSetting: settings.onDidChangeScansCode,
    onError: output.error,
  });

  let catalogue: Promise<ScopeCatalogue> | undefined;
  const scopes = () => (catalogue ??= loadScopes());
  async function loadScopes(): Promise<ScopeCatalogue> {
    const [{ createScopeCatalogue }, { scopeSource }] = await Promise.all([
      import('./manifest/scopes/scope-catalogue.ts'),
      import('./manifest/scopes/scope-source.ts'),
    ]);
    return createScopeCatalogue({
      source: scopeSource(data, join(context.globalStorageUri.fsPath, 'scopes'), (error) =>
        output.error('The facts about scopes on disk', error),
      ),
      onDidChangeSource: data.onDidChange,
      declared: () => manifests.list.flatMap(({ manifest }) => manifest.scopes.map(({ key }) => key)),
      onDidChangeDeclared: manifests.onDidChange,
      now: Date.now,
      quietMs: 2000,
    });
  }

  const arrangement = createArrangementMemory(context.globalState);
  const tree = createAppsTree({ accounts, data, manifests, arrangement });
  const view = createAppsView(tree, accounts, data, arrangement, rateLimit);
  const choose = createChoose(data, prompts);
  const resumed = sampleApps
    .resume()
    .catch((error: unknown) => notify.error(vscode.l10n.t('The sample apps could not be started'), error));
  const ready = Promise.all([accounts.loaded, resumed]);

  const now = () => new Date();
  const archives = createArchives(now, output.error);
  const auditArchives = {
    find: archives.find,
    known: archives.known,
    onDidChange: archives.onDidChange,
    obstacle: knownObstacle,
    advice,
  };
  const panels = createAppPanels({
    extensionUri: context.extensionUri,
    ready,
    data,
    manifests,
    archives: auditArchives,
    rateLimit,
    prompts,
    output,
    signIn: signInAs,
  });
  const audit = { prompts, notify, archives, now, memento: context.globalState };
  async function archive(apps: readonly ChosenApp[]): Promise<void> {
    const { archiveAuditLogs } = await import('./audit-logs/dialogs/archive-audit-logs.ts');
    await archiveAuditLogs(apps, audit);
  }
  async function save(apps: readonly ChosenApp[]): Promise<void> {
    const { saveAuditLogs } = await import('./audit-logs/dialogs/save-audit-logs.ts');
    await saveAuditLogs(apps, audit);
  }

  const reports = createReportDocuments();
  let removing: Promise<Removing> | undefined;
  async function loadRemoving(): Promise<Removing> {
    const [{ createJournal }, { realTiming }] = await Promise.all([
      import('./removal/model/journal.ts'),
      import('./removal/model/timing.ts'),
    ]);
    const journal = createJournal(join(context.globalStorageUri.fsPath, 'journal.jsonl'));
    return { data, prompts, notify, reports, journal, timing: realTiming, closeViews: panels.close };
  }

  const commands = registerCommands(
    {
      ...accountCommands({ accounts, sampleApps, signIn: signInAs, choose, prompts, notify }),
      ...treeCommands({
        accounts,
        data,
        arrangement,
        choose,
        prompts,
        showView: () => vscode.commands.executeCommand(`${appsViewId}.focus`),
        view: view.view,
      }),
      ...appCommands({ choose, data, panels, manifests, prompts }),
      ...auditCommands({ choose, data, prompts, archives, now, archive, save }),
      ...connectionCommands({ data, limiters, transport, trusted, client: clientName, prompts, notify, reports }),
      ...scopeCommands({ manifests, codes, scopes, prompts, notify, openSetting: settings.openScansCode }),
      ...removalCommands({
        data,
        removing: () => (removing ??= loadRemoving()),
        choose,
        selection: () => view.view.selection,
      }),
      'forgeConsole.openGatewaySetting': settings.openGateway,
      'forgeConsole.showOutput': output.show,
    },
    notify,
  );

  const parts: Disposable[] = [
    commands,
    registerUriHandler(ready, data, prompts, signInAs, panels.open),
    panels,
    view,
    tree,
    data,
    sampleApps,
    registerManifestEditor({ data, manifests, codes, scopes, prompts, onError: output.error }),
    codes,
    tellManifests(manifests),
    manifests,
    reports,
    rateLimit,
    comeBackByItself(data),
    archives,
    decorateDue(archives),
    registerAuthenticationProvider(accounts, signInAs, 'Forge Console'),
    watchRejections(accounts, notify, signInAs),
    context.secrets.onDidChange(() => void accounts.reload()),
    settings.onDidChangeGateway(() => void accounts.reload()),
    { dispose: () => void catalogue?.then((loaded) => loaded.dispose()) },
    { dispose: () => void transport.close() },
    output,
  ];
  void manifests.start().catch((error: unknown) => output.error('Finding the manifests', error));

  void attendToDue({ ...audit, data, ready, archiveNow: archive });

  return {
    data,
    tree,
    view: view.view,
    codes,
    scopes,
    rateLimit,
    auditArchives,
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}

/** What talks to the gateway for an account; the editor starts without it. */
async function loadGatewayParts() {
  const [client, data, cache] = await Promise.all([
    import('./gateway/client.ts'),
    import('./apps/model/account-data.ts'),
    import('./apps/model/app-list-cache.ts'),
  ]);
  return { ...client, ...data, ...cache };
}

type GatewayParts = Awaited<ReturnType<typeof loadGatewayParts>>;

/** FORGE_EMAIL and FORGE_API_TOKEN, which the Forge CLI reads too; both or none. */
function environmentCredentials(): Credentials | undefined {
  const { FORGE_EMAIL: email, FORGE_API_TOKEN: token } = process.env;
  return email && token ? { email, token } : undefined;
}
