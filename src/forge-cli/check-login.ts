import { l10n, tasks } from 'vscode';
import { accountLabel } from '../accounts/authentication-provider.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import { type AppManifest, appFolder, appName } from './app-manifests.ts';
import { loginTask } from './app-tasks.ts';
import { cliLogin, type CliLogin } from './model/cli-login.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';

export type KnownLogin = Extract<CliLogin, { readonly kind: 'known' }>;

export interface LoginQuestion {
  readonly cli: ForgeCli;
  readonly manifest: AppManifest;
  /** The app as an account lists it; undefined if none does. */
  readonly app: AppRef | undefined;
  readonly prompts: Prompts;
}

/**
 * Asks the Forge CLI whose login it uses, and says before anything runs if it is another account than the app's, or
 * none. Returns undefined if nothing is to be run.
 */
export async function checkLogin({ cli, manifest, app, prompts }: LoginQuestion): Promise<KnownLogin | undefined> {
  const login = await prompts.progress(l10n.t('Asking the Forge CLI whose login it uses'), (_report, signal) =>
    cliLogin(cli, appFolder(manifest).fsPath, process.env, signal).then((found) =>
      signal.aborted ? undefined : found,
    ),
  );
  if (login === undefined) return undefined;
  const name = plain(appName(manifest, app));
  if (login.kind === 'none') {
    const text = l10n.t('The Forge CLI isn’t signed in, so nothing was run for {0}. It has a login of its own.', name);
    return offerLogin({ cli, manifest, prompts }, text, 'warning');
  }
  if (login.kind === 'unclear') {
    return offerLogin({ cli, manifest, prompts }, unclearText(name, plain(login.said)), 'error');
  }
  const account = app?.data.account;
  if (account === undefined || account.id === login.accountId) return login;
  const go = l10n.t('Run as {0}', plain(login.email));
  const text = l10n.t(
    'The Forge CLI is signed in as {0}, not as {1}.',
    plain(`${login.name} (${login.email})`),
    plain(accountLabel(account)),
  );
  const detail = l10n.t(
    'If you go on, it runs for {0} as {1}. To use another account, run forge login in a terminal first.',
    name,
    plain(login.email),
  );
  return (await prompts.message(text, [go], { severity: 'warning', modal: true, detail })) === go ? login : undefined;
}

function unclearText(name: string, said: string): string {
  return said === ''
    ? l10n.t(
        'Couldn’t find out whose login the Forge CLI uses, so nothing was run for {0}. Sign in again, or run forge whoami in a terminal to see what is wrong.',
        name,
      )
    : l10n.t(
        'Couldn’t find out whose login the Forge CLI uses, so nothing was run for {0}. Sign in again, or run forge whoami in a terminal to see what is wrong. It said: {1}',
        name,
        said,
      );
}

async function offerLogin(
  { cli, manifest, prompts }: Omit<LoginQuestion, 'app'>,
  text: string,
  severity: 'warning' | 'error',
): Promise<undefined> {
  const signIn = l10n.t('Sign In in the Terminal');
  if ((await prompts.message(text, [signIn], { severity })) === signIn)
    await tasks.executeTask(loginTask(cli, manifest));
  return undefined;
}
