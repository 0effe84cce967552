import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import { distinctApps } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import type { CommandHandlers } from '../vscode/command-input.ts';
import type { RemovalServices } from './dialogs/removal-services.ts';

type Id = 'forgeConsole.app.delete' | 'forgeConsole.app.uninstall' | 'forgeConsole.apps.cleanUp';

/** Registers deleting and uninstalling. Every command asks for confirmation first. */
export function registerRemoval(shared: Shared): { readonly actions: Pick<AppActions, 'delete' | 'uninstallFrom'> } {
  let loading: Promise<RemovalServices> | undefined;
  const services = () => (loading ??= loadServices(shared));
  shared.commands(removalCommands(shared, services));
  return {
    actions: {
      async delete(apps) {
        const { removeApps } = await import('./dialogs/delete-dialog.ts');
        await removeApps(apps, await services());
      },
      async uninstallFrom({ app, environment }, followUp) {
        const { uninstallFrom } = await import('./dialogs/uninstall-dialog.ts');
        await uninstallFrom(app, { environment: environment.key }, await services(), followUp);
      },
    },
  };
}

function removalCommands(shared: Shared, services: () => Promise<RemovalServices>): CommandHandlers<Id> {
  return {
    async 'forgeConsole.app.delete'(targets) {
      const { actions } = shared;
      const picked = targets === undefined ? await actions.chooseApp(undefined, l10n.t('Delete App')) : undefined;
      // For this command, a row under an app does not stand for the app.
      const apps = targets?.filter((target) => target.kind === 'app') ?? (picked ? [picked] : []);
      await actions.delete(distinctApps(apps));
    },
    async 'forgeConsole.app.uninstall'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Uninstall App'));
      if (app === undefined) return;
      const { uninstallFrom } = await import('./dialogs/uninstall-dialog.ts');
      const [target] = targets ?? [];
      const scope = target?.kind === 'installation' ? { installationId: target.installation.id } : 'choose';
      await uninstallFrom(app, scope, await services());
    },
    async 'forgeConsole.apps.cleanUp'(targets) {
      const account = await shared.actions.chooseAccount(targets, l10n.t('Clean Up Unused Apps'));
      if (account === undefined) return;
      const { cleanUp } = await import('./dialogs/clean-up.ts');
      await cleanUp(account, await services());
    },
  };
}

/** Imports what removing needs only when something is to be removed. */
async function loadServices(shared: Shared): Promise<RemovalServices> {
  const { data, prompts, notify, reports, actions } = shared;
  const [{ realTiming }, { createRunningRemovals }, journal] = await Promise.all([
    import('../changes/model/timing.ts'),
    import('./dialogs/running-removals.ts'),
    actions.journal(),
  ]);
  return {
    data,
    prompts,
    notify,
    reports,
    journal,
    timing: realTiming,
    running: createRunningRemovals(prompts),
    actions,
  };
}
