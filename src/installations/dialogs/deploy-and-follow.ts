import { l10n } from 'vscode';
import type { EnvironmentRef } from '../../app-actions.ts';
import type { Shared } from '../../shared.ts';
import { plain } from '../../vscode/text.ts';
import { upgradeMySites } from './upgrade-installations.ts';

/**
 * Deploys an app to an environment outside production with the Forge CLI, upgrades the person's own sites, and follows
 * the logs there. Each step begins once the one before it is done.
 */
export async function deployUpgradeAndFollow(ref: EnvironmentRef, shared: Shared): Promise<void> {
  const { prompts, actions, notify } = shared;
  const { app, environment } = ref;
  if (environment.kind === 'production') {
    const text = l10n.t(
      'This upgrades your own sites at once, so it isn’t for production. Deploy {0} to production by itself.',
      plain(app.name),
    );
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  if (!(await actions.deploy(app, environment.key))) return;
  try {
    await upgradeMySites(ref, shared);
  } catch (error) {
    const [name, key] = [plain(app.name), plain(environment.key)];
    await notify.error(l10n.t('{0} was deployed to {1}, but couldn’t be upgraded on your sites', name, key), error);
  }
  await actions.showLogs(app, `env:${environment.key}`);
}
