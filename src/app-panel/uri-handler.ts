import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { accountLabel } from '../accounts/authentication-provider.ts';
import { type AppAri, appAri, writtenAppAri } from '../core/ids.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import { reason } from '../vscode/notify.ts';
import type { Shared } from '../shared.ts';
import { plain } from '../vscode/text.ts';

/**
 * Handles `<scheme of this editor>://<extension>/app/<uuid>`: opens the app's panel under the account that has it. Any
 * web page can contain such a link, so it does nothing else.
 */
export function registerUriHandler(shared: Shared, ready: Promise<unknown>): vscode.Disposable {
  const { data, prompts } = shared;

  async function handle(uri: vscode.Uri): Promise<void> {
    const [, kind, id = '', ...rest] = uri.path.split('/');
    const appId = writtenAppAri(appAri(id));
    if (kind !== 'app' || rest.length > 0 || appId === undefined) {
      await prompts.message(l10n.t('This link names no app.'), [], { severity: 'warning' });
      return;
    }
    await ready;
    if (data.list.length === 0) {
      const action = l10n.t('Sign In…');
      if (
        (await prompts.message(l10n.t('Sign in to open the app of this link.'), [action], { severity: 'info' })) ===
        action
      )
        await shared.actions.signIn();
    }
    await Promise.all(data.list.map((one) => one.start()));
    const owner = ownerOf(appId) ?? (await ownerAfterRefresh(appId));
    if (owner) await shared.actions.open({ data: owner, id: appId });
    else if (data.list.length > 0) await prompts.message(missing(), [], { severity: 'warning' });
  }

  const ownerOf = (appId: AppAri) => data.list.find(({ apps }) => apps.state.value?.apps.has(appId));

  /** Looks in refreshed lists: the app may be newer than the cached ones, or they could not be loaded. */
  async function ownerAfterRefresh(appId: AppAri): Promise<AccountData | undefined> {
    await Promise.all(data.list.map(({ apps }) => apps.refresh()));
    // Another fetch may have begun meanwhile: only when that ends is it known whether the list could be loaded.
    for (const { apps } of data.list) while (apps.state.status === 'loading') await apps.refresh();
    return ownerOf(appId);
  }

  /** Why the app was not found. An account whose apps could not be loaded may still have it. */
  function missing(): string {
    for (const { account, apps } of data.list) {
      if (apps.state.status === 'failed')
        return l10n.t(
          'The apps of {0} could not be loaded: {1}.',
          plain(accountLabel(account)),
          reason(apps.state.error),
        );
    }
    return l10n.t('None of the signed-in accounts has the app of this link.');
  }

  return vscode.window.registerUriHandler({ handleUri: handle });
}
