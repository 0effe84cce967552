import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { documentation } from '../../core/documentation.ts';
import type { EnvironmentKind } from '../../core/environment.ts';
import { mayDeploy } from '../../deployments/model/may-deploy.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';

/**
 * Returns whether the account’s role allows changing an environment of that kind, as far as it is known: by Atlassian’s
 * documentation the roles that may deploy to it. If not, says so, with `notDone` as a whole sentence.
 */
export async function requireRole(
  { data, id, name }: AppRef,
  kind: EnvironmentKind,
  notDone: string,
  prompts: Prompts,
): Promise<boolean> {
  const { contributors } = data.details(id);
  if (mayDeploy(contributors.state?.value, data.account.id, kind)) return true;
  const learnMore = l10n.t('Learn More');
  const text =
    kind === 'production'
      ? l10n.t('{0} Your role in {1} doesn’t allow it: that takes a deployer or an admin.', notDone, plain(name))
      : l10n.t(
          '{0} Your role in {1} doesn’t allow it: that takes a developer, a deployer or an admin.',
          notDone,
          plain(name),
        );
  if ((await prompts.message(text, [learnMore], { severity: 'info' })) === learnMore)
    await prompts.openExternal(documentation.rolesAndPermissions);
  return false;
}
