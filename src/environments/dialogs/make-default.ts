import { l10n, window } from 'vscode';
import type { EnvironmentRef } from '../../app-actions.ts';
import type { Shared } from '../../shared.ts';
import { plain } from '../../vscode/text.ts';
import { isEnvironmentKey } from '../../forge-cli/model/cli-tasks.ts';
import type { DefaultEnvironments } from '../model/default-environments.ts';

/** Makes an environment the one that this workspace works with, where nothing says which. Sends nothing. */
export async function makeDefault(
  { app, environment: { key } }: EnvironmentRef,
  defaults: DefaultEnvironments,
  { prompts }: Shared,
): Promise<void> {
  if (!isEnvironmentKey(key)) {
    const text = l10n.t('{0} isn’t a name that can be passed to the Forge CLI.', plain(key));
    await prompts.message(text, [], { severity: 'error' });
    return;
  }
  await defaults.set(app.id, key);
  const text = l10n.t('{0} is the default environment of {1} in this workspace', plain(key), plain(app.name));
  window.setStatusBarMessage(`$(check) ${text}`, 5000);
}
