import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { accountLabel } from '../accounts/authentication-provider.ts';
import { type AppAri, appAri, writtenAppAri } from '../core/ids.ts';
import { reason } from '../vscode/notify.ts';
import type { Shared } from '../shared.ts';
import { plain } from '../vscode/text.ts';

/**
 * Handles `<scheme of this editor>://<extension>/app/<uuid>`: opens the app's panel under the account that has it; with
 * `/logs` at its end, the app's logs. Any web page can contain such a link, so it does nothing else.
 */
export function registerUriHandler(shared: Shared, ready: Promise<unknown>): vscode.Disposable {
  const { data, prompts } = shared;

  async function handle(uri: vscode.Uri): Promise<void> {
    const [, kind, id = '', ...rest] = uri.path.split('/');
    const appId = writtenAppAri(appAri(id));
    const isLogs = rest.length === 1 && rest[0] === 'logs';
    if (kind !== 'app' || (rest.length > 0 && !isLogs) || appId === undefined) {
      await prompts.message(l10n.t('This link doesn’t lead to an app.'), [], { severity: 'warning' });
      return;
    }
    await ready;
    if (data.list.length === 0) {
      const action = l10n.t('Sign In…');
      if ((await prompts.message(l10n.t('Sign in to open this app.'), [action], { severity: 'info' })) === action)
        await shared.actions.signIn();
    }
    await Promise.all(data.list.map((one) => one.start()));
    if ((await openIfListed(appId, isLogs)) || data.list.length === 0) return;
    await refreshLists();
    // Read at once: the next fetch may begin at any time.
    const why = missing();
    if (!(await openIfListed(appId, isLogs))) await prompts.message(why, [], { severity: 'warning' });
  }

  /** Opens the app with the account that acts on it; returns whether an account lists it. */
  async function openIfListed(appId: AppAri, isLogs: boolean): Promise<boolean> {
    const owner = await shared.actions.accountFor(appId);
    const name = owner?.apps.state.value?.apps.get(appId)?.name ?? appId;
    if (owner && isLogs) await shared.actions.showLogs({ data: owner, id: appId, name });
    else if (owner) await shared.actions.open({ data: owner, id: appId });
    return owner !== undefined;
  }

  /** Fetches the lists again: the app may be newer than the cached ones, or they could not be loaded. */
  async function refreshLists(): Promise<void> {
    await Promise.all(data.list.map(({ apps }) => apps.refresh()));
    // Another fetch may have begun meanwhile: only when that ends is it known whether the list could be loaded.
    for (const { apps } of data.list) while (apps.state.status === 'loading') await apps.refresh();
  }

  /** Why the app was not found. An account whose apps could not be loaded may still have it. */
  function missing(): string {
    for (const { account, apps } of data.list) {
      if (apps.state.status === 'failed')
        return l10n.t('Couldn’t load the apps of {0}: {1}.', plain(accountLabel(account)), reason(apps.state.error));
    }
    return l10n.t('None of your accounts has the app that this link leads to.');
  }

  return vscode.window.registerUriHandler({ handleUri: handle });
}
