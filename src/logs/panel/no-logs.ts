import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { appTypeName } from '../../vscode/domain-names.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';

/** Whether an app has no logs because of its kind; if so, says it. */
export async function saysNoLogs({ data, id, name }: AppRef, prompts: Prompts): Promise<boolean> {
  const type = data.apps.state.value?.apps.get(id)?.type;
  if (type !== 'connect' && type !== 'oauth') return false;
  const text = l10n.t(
    '{0} isn’t a Forge app ({1}), and Atlassian keeps logs of Forge apps only.',
    plain(name),
    appTypeName(type),
  );
  await prompts.message(text, [], { severity: 'info' });
  return true;
}
