import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { type AppAri, appAri, isAppAri } from '../core/ids.ts';
import type { AccountData } from '../state/account-data.ts';
import type { Prompts } from '../ui/prompts.ts';

/**
 * Opens `vscode://<extension>/app/<uuid>`: the panel of the app, under the account that has it. A link does nothing else,
 * whoever made it.
 */
export function registerUriHandler(ready: Promise<unknown>, data: AccountDataSet, prompts: Prompts, signIn: () => Promise<unknown>, open: (data: AccountData, appId: AppAri) => void): vscode.Disposable {
  async function handle(uri: vscode.Uri): Promise<void> {
    const [, kind, id = '', ...rest] = uri.path.split('/');
    const appId = appAri(id.toLowerCase());
    if (kind !== 'app' || rest.length > 0 || !isAppAri(appId)) {
      await prompts.message(l10n.t('This link names no app.'), [], { severity: 'warning' });
      return;
    }
    await ready;
    if (data.list.length === 0) {
      const action = l10n.t('Sign In…');
      if ((await prompts.message(l10n.t('Sign in to open the app of this link.'), [action], { severity: 'info' })) === action) await signIn();
    }
    await Promise.all(data.list.map((one) => one.start()));
    const owner = data.list.find(({ apps }) => apps.state.value?.apps.has(appId));
    if (owner) open(owner, appId);
    else if (data.list.length > 0) await prompts.message(l10n.t('None of the signed-in accounts has the app of this link.'), [], { severity: 'warning' });
  }

  return vscode.window.registerUriHandler({ handleUri: handle });
}
