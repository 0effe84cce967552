import { join } from 'node:path';
import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import { distinctApps } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import type { CommandHandlers } from '../vscode/command-input.ts';
import type { RemovalServices } from './dialogs/removal-services.ts';

type Id =
  'forgeConsole.app.delete' | 'forgeConsole.app.uninstall' | 'forgeConsole.apps.cleanUp' | 'forgeConsole.journal.show';

/** Registers deleting and uninstalling. Every command asks for confirmation first. */
export function registerRemoval(shared: Shared): { readonly actions: Pick<AppActions, 'delete' | 'journal'> } {
  let loading: Promise<RemovalServices> | undefined;
  const services = () => (loading ??= loadServices(shared));
  shared.commands(removalCommands(shared, services));
  return {
    actions: {
      journal: async () => (await services()).journal,
      async delete(apps) {
        const { removeApps } = await import('./dialogs/delete-dialog.ts');
        await removeApps(apps, await services());
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
    async 'forgeConsole.journal.show'() {
      const { showJournal } = await import('./dialogs/journal-report.ts');
      await showJournal(await services());
    },
  };
}

/** The key of the journal's newest entries in the global state. */
const journalKey = 'journal';

/** Imports the journal and the timing only when something is to be removed. */
async function loadServices({
  context,
  data,
  prompts,
  notify,
  output,
  reports,
  actions,
}: Shared): Promise<RemovalServices> {
  const [{ createJournal }, { keepJournal }, { realTiming }, { createRunningRemovals }] = await Promise.all([
    import('./model/journal.ts'),
    import('./model/kept-journal.ts'),
    import('./model/timing.ts'),
    import('./dialogs/running-removals.ts'),
  ]);
  // In a remote window, the folder is that of the container or host; the state is kept by the editor in front.
  const journal = keepJournal(
    createJournal(join(context.globalStorageUri.fsPath, 'journal.jsonl')),
    {
      load: () => context.globalState.get(journalKey),
      save: (entries) => context.globalState.update(journalKey, entries),
    },
    (error) => output.error('Keeping the journal', error),
  );
  const running = createRunningRemovals(prompts);
  return { data, prompts, notify, reports, journal, timing: realTiming, running, actions };
}
