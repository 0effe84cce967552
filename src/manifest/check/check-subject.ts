import * as vscode from 'vscode';
import { type AppRef, appRef } from '../../apps/model/app-ref.ts';
import type { Environment } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Shared } from '../../shared.ts';

/** What is checked, and as whom. */
export interface CheckSubject {
  readonly document: vscode.TextDocument;
  /** As people read it. */
  readonly path: string;
  readonly app: AppRef;
  readonly environment: Environment;
}

/** The app of a manifest with the account that acts on it; undefined if there is none, which is said. */
export async function appOfManifest(id: AppAri | undefined, path: string, shared: Shared): Promise<AppRef | undefined> {
  const { data, prompts, actions } = shared;
  if (id === undefined) {
    const text = vscode.l10n.t(
      'Couldn’t check {0} with Atlassian, as the ID of its app isn’t known here. Write it to app.id, or set the variable that holds it.',
      path,
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const offerSignIn = async (text: string): Promise<undefined> => {
    const signIn = vscode.l10n.t('Sign In');
    if ((await prompts.message(text, [signIn], { severity: 'info' })) === signIn) await actions.signIn();
  };
  if (data.list.length === 0) return offerSignIn(vscode.l10n.t('Sign in to have Atlassian check {0}.', path));
  await Promise.all(data.list.map((one) => one.start()));
  const account = await actions.accountFor(id);
  const app = account?.apps.state.value?.apps.get(id);
  if (account !== undefined && app !== undefined) return appRef(account, app);
  return offerSignIn(
    vscode.l10n.t(
      'None of your accounts has the app of {0}, so it wasn’t checked. Sign in with one that may deploy it.',
      path,
    ),
  );
}
