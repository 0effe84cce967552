import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import type { Archives } from './dialogs/archives.ts';
import type { ChosenApp } from './dialogs/chosen-app.ts';
import { lossText, stateText } from './dialogs/audit-words.ts';
import type { ArchiveState } from './model/archive-state.ts';
import { appUuid } from '../core/ids.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import { type Choose, namedByPage } from '../apps/choose-app.ts';
import type { CommandGroup } from '../vscode/register-commands.ts';

export interface AuditCommandsOptions {
  readonly choose: Choose;
  readonly data: AccountDataSet;
  readonly prompts: Prompts;
  readonly archives: Archives;
  readonly save: (apps: readonly ChosenApp[]) => Promise<void>;
  readonly archive: (apps: readonly ChosenApp[]) => Promise<void>;
  readonly now: () => Date;
}

type Id = `forgeConsole.${'saveAuditLogs' | 'archiveAuditLogs' | 'showAuditArchiveStatus'}`;

/** Audit logs of apps: saved, archived, and how the archives stand. */
export function auditCommands({
  choose,
  data,
  prompts,
  archives,
  save,
  archive,
  now,
}: AuditCommandsOptions): CommandGroup<Id> {
  async function chosenApps(argument: unknown, selected: unknown, title: string): Promise<ChosenApp[]> {
    const named = namedByPage(argument, data);
    const app = named?.owner.apps.state.value?.apps.get(named.id);
    if (named && app) return [{ account: named.owner.account, app, details: named.owner.details(app.id) }];
    const chosen = (await choose.apps(argument, selected, title)) ?? [];
    return chosen.flatMap(({ account, app }) => {
      const details = data.get(account.key)?.details(app.id);
      return details ? [{ account, app, details }] : [];
    });
  }

  async function showStatus(): Promise<void> {
    await archives.refresh();
    await Promise.all(data.list.map((one) => one.start()));
    const apps = data.list.flatMap((owner) =>
      [...(owner.apps.state.value?.apps.values() ?? [])].map((app): ChosenApp => ({
        account: owner.account,
        app,
        details: owner.details(app.id),
      })),
    );
    const stateOf = ({ app }: ChosenApp) => archives.states.get(appUuid(app.id));
    const items = apps
      .sort((a, b) => urgency(stateOf(b)) - urgency(stateOf(a)) || a.app.name.localeCompare(b.app.name))
      .map((chosen) => {
        const state = stateOf(chosen);
        const losses = [...(state?.atRisk ?? []), ...(state?.late ?? [])].map(lossText);
        return {
          label: plain(chosen.app.name),
          description: stateText(state, now()),
          ...(losses.length > 0 && { detail: losses.join(' · ') }),
          value: chosen,
        };
      });
    const chosen = await prompts.pick(items, {
      title: l10n.t('Audit Archive Status'),
      placeholder: l10n.t('Choose an app to archive its audit logs now'),
    });
    if (chosen) await archive([chosen]);
  }

  return {
    async 'forgeConsole.saveAuditLogs'(argument, selected) {
      const apps = await chosenApps(argument, selected, l10n.t('Save Audit Logs'));
      if (apps.length > 0) await save(apps);
    },
    async 'forgeConsole.archiveAuditLogs'(argument, selected) {
      const apps = await chosenApps(argument, selected, l10n.t('Archive Audit Logs'));
      if (apps.length > 0) await archive(apps);
    },
    'forgeConsole.showAuditArchiveStatus': showStatus,
  };
}

/** What needs attention comes first, then the other archives, then apps without one. */
function urgency(state: ArchiveState | undefined): number {
  if (state === undefined) return 0;
  if (state.atRisk.length > 0) return 3;
  return state.isDue ? 2 : 1;
}
