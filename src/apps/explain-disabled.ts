import { l10n } from 'vscode';
import { documentation } from '../core/documentation.ts';
import { consoleLink } from '../core/console-links.ts';
import { obstacleText } from '../vscode/obstacle-words.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import type { AppRef } from './model/app-ref.ts';
import { type Act, acts, obstacleFor } from './model/obstacles.ts';

/** Says why some commands are disabled for an app, with the ways to the console and to Atlassian's page on roles. */
export async function explainDisabled(app: AppRef, prompts: Prompts): Promise<void> {
  const reasons = acts.flatMap((act) => {
    const obstacle = obstacleFor(act, app);
    return obstacle === undefined ? [] : [obstacleText(obstacle)];
  });
  const [openConsole, learnMore] = [l10n.t('Open Developer Console'), l10n.t('Learn More About Roles')];
  const text =
    reasons.length === 0
      ? l10n.t('No commands are disabled for {0} because of your role or its type.', plain(app.name))
      : l10n.t('Some commands are disabled for {0}', plain(app.name));
  const isSample = app.data.account.kind === 'sample';
  const chosen = await prompts.message(text, [...(isSample ? [] : [openConsole]), learnMore], {
    severity: 'info',
    modal: true,
    ...(reasons.length > 0 && { detail: plainLines(reasons) }),
  });
  if (chosen === openConsole) await prompts.openExternal(consoleLink(app.data.account, app.id));
  if (chosen === learnMore) await prompts.openExternal(documentation.rolesAndPermissions);
}

const plainLines = (reasons: readonly string[]) => [...new Set(reasons.map(plain))].join('\n');

/** Says why something is not possible with an app; returns whether it did. */
export async function sayObstacle(act: Act, app: AppRef, prompts: Prompts): Promise<boolean> {
  const obstacle = obstacleFor(act, app);
  if (obstacle === undefined) return false;
  const text = l10n.t('{0}: {1}', plain(app.name), plain(obstacleText(obstacle)));
  await prompts.message(text, [], { severity: 'info' });
  return true;
}
