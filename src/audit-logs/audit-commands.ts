import { l10n } from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { appUuid } from '../core/ids.ts';
import type { Shared } from '../shared.ts';
import type { CommandHandlers } from '../vscode/command-input.ts';
import { plain } from '../vscode/text.ts';
import type { WorkspaceArchives } from './dialogs/workspace-archives.ts';
import { gapText, stateText } from './dialogs/audit-words.ts';
import type { ArchiveState } from './model/archive-state.ts';

type Id = `forgeConsole.auditLogs.${'save' | 'archive' | 'showArchiveStatus'}`;

/** Handlers of the commands that save and archive audit logs and show the state of the archives. */
export function auditCommands(shared: Shared, archives: WorkspaceArchives): CommandHandlers<Id> {
  return {
    async 'forgeConsole.auditLogs.save'(targets) {
      const { actions } = shared;
      const apps = await actions.chooseApps(targets, l10n.t('Save Audit Logs'));
      if (apps) await (await actions.saveAuditLogs(apps)).told;
    },
    async 'forgeConsole.auditLogs.archive'(targets) {
      const { actions } = shared;
      const apps = await actions.chooseApps(targets, l10n.t('Archive Audit Logs'));
      if (apps) await actions.archiveAuditLogs(apps);
    },
    'forgeConsole.auditLogs.showArchiveStatus': () => showArchiveStatus(shared, archives),
  };
}

/** Lists all apps, those that need an archive run first, and archives the one that the user picks. */
async function showArchiveStatus({ data, prompts, actions, now }: Shared, archives: WorkspaceArchives): Promise<void> {
  await archives.refresh();
  await Promise.all(data.list.map((one) => one.start()));
  const stateOf = ({ id }: AppRef) => archives.states.get(appUuid(id));
  const apps = data.list.flatMap((owner) =>
    [...(owner.apps.state.value?.apps.values() ?? [])].map(({ id, name }): AppRef => ({ data: owner, id, name })),
  );
  const items = apps
    .sort((a, b) => urgency(stateOf(b)) - urgency(stateOf(a)) || a.name.localeCompare(b.name))
    .map((app) => {
      const state = stateOf(app);
      const gaps = [...(state?.atRisk ?? []), ...(state?.late ?? [])].map(gapText);
      return {
        label: plain(app.name),
        description: stateText(state, now()),
        ...(gaps.length > 0 && { detail: gaps.join(' · ') }),
        value: app,
      };
    });
  const chosen = await prompts.pick(items, {
    title: l10n.t('Audit Archive Status'),
    placeholder: l10n.t('Choose an app to archive its audit logs now'),
  });
  if (chosen) await actions.archiveAuditLogs([chosen]);
}

/** Sort key: archives that need attention, then other archives, then apps without one. */
function urgency(state: ArchiveState | undefined): number {
  if (state === undefined) return 0;
  if (state.atRisk.length > 0) return 3;
  return state.isDue ? 2 : 1;
}
