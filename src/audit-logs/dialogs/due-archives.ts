import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import { dayMs } from '../model/days.ts';
import type { Disposable } from '../../core/emitter.ts';
import { appAri, appUuid } from '../../core/ids.ts';
import { inBackground } from '../../gateway/priority.ts';
import { appOfResource, appResource } from '../../vscode/app-resource.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { plain, relativeTime } from '../../vscode/text.ts';
import type { ArchivingOptions } from './archive-audit-logs.ts';
import { type ArchivedApp, needsAttention, reportArchived } from './report-archived.ts';
import type { WorkspaceArchives } from './workspace-archives.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';

const remindedKey = 'auditArchiveReminded';

export interface DueArchivesOptions extends ArchivingOptions {
  readonly data: AccountDataSet;
  readonly memento: vscode.Memento;
  /** Resolves once the accounts are loaded. */
  readonly ready: Promise<unknown>;
  readonly archiveNow: (apps: readonly AppRef[]) => Promise<void>;
}

/** Decorates the rows of apps whose archive is due. */
export function decorateDueArchives(archives: WorkspaceArchives): Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  let marked: readonly string[] = [];
  const following = archives.onDidChange(() => {
    const due = [...archives.states.values()].filter(({ isDue }) => isDue).map(({ appId }) => appId);
    changed.fire([...new Set([...marked, ...due])].map(appResource));
    marked = due;
  });
  const registered = vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      const state = archives.states.get(appOfResource(uri) ?? '');
      if (state?.isDue !== true) return undefined;
      const last = state.lastArchived
        ? vscode.l10n.t('last archived {0}', relativeTime(state.lastArchived))
        : vscode.l10n.t('never archived to the end');
      return new vscode.FileDecoration(
        '!',
        vscode.l10n.t('Audit archive due: {0}', last),
        new vscode.ThemeColor('list.warningForeground'),
      );
    },
  });
  return vscode.Disposable.from(changed, registered, following);
}

/**
 * Handles due archives when the window opens: updates those whose setting says so in the background, and shows a
 * reminder for the others, at most once a day. Never throws.
 */
export async function handleDueArchives(options: DueArchivesOptions): Promise<void> {
  const { archives, data, notify, ready } = options;
  try {
    await ready;
    await archives.refresh();
    const due = [...archives.states.values()].filter(({ isDue }) => isDue).map(({ appId }) => appId);
    if (due.length === 0) return;
    const apps = await findApps(data, due);
    const archived = await inBackground(() => archiveInBackground(apps, options));
    const others = apps.filter((chosen) => !archived.has(chosen));
    if (others.length > 0) await remind(others, options);
  } catch (error) {
    notify.log('Looking after the audit archives', error);
  }
}

/** The apps with these UUIDs, from the lists of all accounts. */
async function findApps(data: AccountDataSet, ids: readonly string[]): Promise<AppRef[]> {
  await Promise.all(data.list.map((one) => one.start()));
  return ids.flatMap((id) => {
    const owner = data.list.find(({ apps }) => apps.state.value?.apps.has(appAri(id)));
    const app = owner?.apps.state.value?.apps.get(appAri(id));
    return owner && app ? [{ data: owner, id: app.id, name: app.name }] : [];
  });
}

/**
 * Updates the archives in folders whose setting says so, and returns their apps. A failure is logged, and the archive
 * stays due.
 */
async function archiveInBackground(apps: readonly AppRef[], options: DueArchivesOptions): Promise<Set<AppRef>> {
  const { archives, notify } = options;
  const handled = new Set<AppRef>();
  const troubled: ArchivedApp[] = [];
  for (const chosen of apps) {
    const folder = archives.states.get(appUuid(chosen.id))?.workspaceFolder;
    if (folder === undefined || !vscode.workspace.isTrusted || !auditLogSettings(folder).archivesAtStart) continue;
    handled.add(chosen);
    const { archiveOne } = await import('./archive-audit-logs.ts');
    const archived = await archiveOne(chosen, folder, options, () => undefined, new AbortController().signal).catch(
      (error: unknown) => notify.log(`Archiving the audit logs of ${chosen.name}`, error),
    );
    if (archived && needsAttention(archived.result)) troubled.push(archived);
  }
  if (handled.size > 0) await archives.refresh();
  if (troubled.length > 0) {
    await reportArchived(troubled, options.prompts, options.now());
  }
  return handled;
}

async function remind(
  apps: readonly AppRef[],
  { prompts, memento, now, archiveNow }: DueArchivesOptions,
): Promise<void> {
  const last = memento.get<unknown>(remindedKey);
  if (typeof last === 'number' && now().getTime() - last < dayMs) return;
  await memento.update(remindedKey, now().getTime());
  const archive = vscode.l10n.t('Archive Now');
  const [first] = apps;
  const text =
    first && apps.length === 1
      ? vscode.l10n.t('The audit archive of {0} is due.', plain(first.name))
      : vscode.l10n.t('The audit archives of {0} apps are due.', apps.length);
  const chosen = await prompts.message(text, [archive, vscode.l10n.t('Later')], { severity: 'info' });
  if (chosen === archive) await archiveNow(apps);
}
