import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { type Removing, type RemovalTarget, targetOf } from './dialogs/removing.ts';
import type { TreeNode } from '../apps/tree/tree-node.ts';
import { type Choose, isRow, namedByPage, subjectOf } from '../apps/choose-app.ts';
import type { CommandGroup } from '../vscode/register-commands.ts';

export interface RemovalCommandsOptions {
  readonly data: AccountDataSet;
  /** Loaded when something is to be removed. */
  readonly removing: () => Promise<Removing>;
  readonly choose: Choose;
  /** The rows of the view *Apps* that are selected. */
  readonly selection: () => readonly TreeNode[];
}

type Id = `forgeConsole.${'deleteApp' | 'uninstall' | 'cleanUpApps' | 'showJournal'}`;

/** Deleting and uninstalling. Each command leads to a confirmation first. */
export function removalCommands({ data, removing, choose, selection }: RemovalCommandsOptions): CommandGroup<Id> {
  async function remove(targets: readonly RemovalTarget[]): Promise<void> {
    const { removeApps } = await import('./dialogs/delete-dialog.ts');
    await removeApps(targets, await removing());
  }

  /** The app that a page names as `{ accountKey, appId }`. */
  function named(argument: unknown): RemovalTarget | undefined {
    const app = namedByPage(argument, data);
    return app && { data: app.owner, id: app.id, name: app.owner.apps.state.value?.apps.get(app.id)?.name ?? app.id };
  }

  /** The apps of rows that are apps themselves; a row under an app stands for no app here. */
  function ofRows(rows: readonly unknown[]): RemovalTarget[] {
    const targets = rows.flatMap((row) => {
      const subject = isRow(row) && row.item().contextValue?.startsWith('app') ? subjectOf(row) : undefined;
      const owner = subject && data.get(subject.account.key);
      return owner && subject.kind === 'app' ? [targetOf(owner, subject.app)] : [];
    });
    return [...new Map(targets.map((target) => [`${target.data.account.key} ${target.id}`, target])).values()];
  }

  async function picked(argument: unknown, title: string): Promise<RemovalTarget | undefined> {
    const chosen = await choose.app(argument, title);
    const owner = chosen && data.get(chosen.account.key);
    return owner && targetOf(owner, chosen.app);
  }

  return {
    async 'forgeConsole.deleteApp'(argument, selected) {
      const byName = named(argument);
      if (byName) return remove([byName]);
      // The keyboard shortcut says that it means what is selected; the palette says nothing.
      const rows =
        argument === 'selection'
          ? selection()
          : Array.isArray(selected) && selected.includes(argument)
            ? (selected as unknown[])
            : [argument];
      const targets = ofRows(rows);
      if (targets.length > 0 || argument === 'selection' || isRow(argument)) return remove(targets);
      const target = await picked(undefined, l10n.t('Delete App'));
      return remove(target ? [target] : []);
    },
    async 'forgeConsole.uninstall'(argument) {
      const subject = subjectOf(argument);
      const target = named(argument) ?? (await picked(argument, l10n.t('Uninstall App')));
      if (target === undefined) return;
      const { uninstallFrom } = await import('./dialogs/uninstall-dialog.ts');
      await uninstallFrom(
        target,
        subject?.kind === 'installation' ? { installationId: subject.installation.id } : 'choose',
        await removing(),
      );
    },
    async 'forgeConsole.cleanUpApps'(argument) {
      const account = await choose.account(argument, l10n.t('Clean Up Unused Apps'));
      const owner = account && data.get(account.key);
      if (owner === undefined) return;
      const { cleanUp } = await import('./dialogs/clean-up.ts');
      await cleanUp(owner, await removing());
    },
    async 'forgeConsole.showJournal'() {
      const { showJournal } = await import('./dialogs/journal-report.ts');
      await showJournal(await removing());
    },
  };
}
