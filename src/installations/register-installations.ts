import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { Installation } from '../core/installation.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import type { Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';

/** Registers installing, upgrading, and the way from a deployment to the logs. */
export function registerInstallations(shared: Shared): {
  readonly actions: Pick<AppActions, 'install' | 'upgradeMySites'>;
} {
  const actions: Pick<AppActions, 'install' | 'upgradeMySites'> = {
    async install(app) {
      const ref = await shared.actions.chooseEnvironment([{ kind: 'app', ...app }], l10n.t('Install on a Site'));
      if (ref === undefined) return;
      const { installOnSite } = await import('./dialogs/install-on-site.ts');
      await installOnSite(ref, shared);
    },
    async upgradeMySites(app) {
      const ref = await shared.actions.chooseEnvironment([{ kind: 'app', ...app }], l10n.t('Upgrade My Sites'));
      if (ref === undefined) return;
      const { upgradeMySites } = await import('./dialogs/upgrade-installations.ts');
      await upgradeMySites(ref, shared);
    },
  };
  shared.commands({
    async 'forgeConsole.installation.install'(targets) {
      const ref = await shared.actions.chooseEnvironment(targets, l10n.t('Install on a Site'));
      if (ref === undefined) return;
      const { installOnSite } = await import('./dialogs/install-on-site.ts');
      await installOnSite(ref, shared);
    },
    async 'forgeConsole.installation.upgrade'(targets) {
      const chosen = await chooseInstallation(targets, shared);
      if (chosen === undefined) return;
      const { upgradeInstallation } = await import('./dialogs/upgrade-installations.ts');
      await upgradeInstallation(chosen.app, chosen.installation, shared);
    },
    async 'forgeConsole.installation.deployAndFollow'(targets) {
      const title = l10n.t('Deploy, Upgrade My Sites, Follow Logs');
      const ref = await shared.actions.chooseEnvironment(targets, title);
      if (ref === undefined) return;
      const { deployUpgradeAndFollow } = await import('./dialogs/deploy-and-follow.ts');
      await deployUpgradeAndFollow(ref, shared);
    },
  });
  return { actions };
}

/** The installation that a command was invoked on, otherwise the one that the user picks. */
async function chooseInstallation(
  targets: Targets,
  { actions, prompts }: Shared,
): Promise<{ readonly app: AppRef; readonly installation: Installation } | undefined> {
  const title = l10n.t('Upgrade Installation');
  const [target] = targets ?? [];
  if (target?.kind === 'installation') return { app: target, installation: target.installation };
  const app = await actions.chooseApp(targets, title);
  if (app === undefined) return undefined;
  const { installations } = app.data.details(app.id);
  if (installations.state?.value === undefined) await installations.refresh();
  const { state } = installations;
  if (state?.value === undefined && state?.status === 'failed') throw state.error;
  const rows = state?.value?.rows ?? [];
  if (rows.length === 0) {
    await prompts.message(l10n.t('{0} isn’t installed anywhere.', plain(app.name)), [], { severity: 'info' });
    return undefined;
  }
  const items = rows.map((installation) => ({
    label: plain(installation.site),
    description: [installation.environmentKey, installation.version].map((part) => plain(part ?? '')).join(' · '),
    value: installation,
  }));
  const installation = await prompts.pick(items, { title, placeholder: l10n.t('Choose an installation') });
  return installation && { app, installation };
}
