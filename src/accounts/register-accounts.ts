import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import type { Shared } from '../shared.ts';
import { settings } from '../vscode/settings.ts';
import { accountCommands } from './account-commands.ts';
import { registerAuthenticationProvider } from './authentication-provider.ts';
import { watchRejections } from './rejection.ts';
import { createSampleApps } from './sample-apps.ts';
import { signIn } from './sign-in.ts';

/** Signing in and out, the Accounts menu and the sample apps. `ready` settles once those of the last time are there. */
export function registerAccounts(shared: Shared): {
  readonly actions: Pick<AppActions, 'signIn'>;
  readonly ready: Promise<unknown>;
} {
  const { context, accounts, clients, notify, prompts } = shared;
  const options = {
    accounts,
    prompts,
    notify,
    gateways: settings.gateways,
    client: clients.trial,
    openGatewaySetting: settings.openGateway,
  };
  const signInAs: AppActions['signIn'] = (again) =>
    signIn({ ...options, environment: environmentCredentials() }, again);

  const sampleApps = createSampleApps(accounts, context.globalState, () => import('../sandbox/sandbox-server.ts'));
  const resumed = sampleApps
    .resume()
    .catch((error: unknown) => notify.error(l10n.t('Couldn’t start the sample apps'), error));

  shared.own(
    sampleApps,
    registerAuthenticationProvider(accounts, () => signInAs(), 'Forge Console'),
    watchRejections(accounts, notify, signInAs),
    context.secrets.onDidChange(() => void accounts.reload()),
    settings.onDidChangeGateway(() => void accounts.reload()),
  );
  shared.commands(accountCommands(shared, sampleApps));
  return { actions: { signIn: signInAs }, ready: Promise.all([accounts.loaded, resumed]) };
}

/**
 * FORGE_EMAIL and FORGE_API_TOKEN, which the Forge CLI reads too; both or none. A file of variables with Windows line
 * ends leaves a carriage return at the end of each.
 */
function environmentCredentials(): Credentials | undefined {
  const { FORGE_EMAIL = '', FORGE_API_TOKEN = '' } = process.env;
  const [email, token] = [FORGE_EMAIL.trim(), FORGE_API_TOKEN.trim()];
  return email && token ? { email, token } : undefined;
}
