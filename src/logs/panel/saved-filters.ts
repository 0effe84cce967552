import * as vscode from 'vscode';
import type { PickItem, Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import type { ShownLogs } from './shown-logs.ts';

const setting = 'logs.filters';

/** A filter that was saved by name, for the user or for all who open the workspace. */
interface SavedFilter {
  readonly name: string;
  readonly filter: string;
  readonly isShared: boolean;
}

type Choice = { readonly kind: 'use'; readonly filter: string } | { readonly kind: 'save' | 'share' | 'copy' | 'edit' };

/** Lets the user choose among saved filters, save this one for themselves or the workspace, or copy it. */
export async function chooseFilter(shown: ShownLogs, prompts: Prompts): Promise<void> {
  const { text } = shown;
  const saved = savedFilters().map((one): PickItem<Choice> => ({
    label: plain(one.name),
    description: plain(one.filter),
    ...(one.isShared && { detail: vscode.l10n.t('Shared in this workspace') }),
    value: { kind: 'use', filter: one.filter },
  }));
  const canShare = vscode.workspace.workspaceFolders !== undefined && vscode.workspace.isTrusted;
  const own = (kind: 'save' | 'share' | 'copy' | 'edit', label: string): PickItem<Choice> => ({
    label,
    value: { kind },
  });
  const edit = saved.length === 0 ? [] : [own('edit', `$(edit) ${vscode.l10n.t('Edit Saved Filters…')}`)];
  const actions =
    text.trim() === ''
      ? edit
      : [
          own('save', `$(bookmark) ${vscode.l10n.t('Save This Filter…')}`),
          ...(canShare ? [own('share', `$(organization) ${vscode.l10n.t('Save This Filter in the Workspace…')}`)] : []),
          own('copy', `$(copy) ${vscode.l10n.t('Copy This Filter')}`),
          ...edit,
        ];
  if (saved.length + actions.length === 0) {
    const nothing = vscode.l10n.t('There are no saved filters yet. Type a filter first; it can be saved here.');
    await prompts.message(nothing, [], { severity: 'info' });
    return;
  }
  const choice = await prompts.pick([...saved, ...actions], { title: vscode.l10n.t('Saved Filters') });
  if (choice?.kind === 'use') shown.type(choice.filter);
  else if (choice?.kind === 'copy') await vscode.env.clipboard.writeText(text);
  else if (choice?.kind === 'edit')
    await vscode.commands.executeCommand('workbench.action.openSettings', `forgeConsole.${setting}`);
  else if (choice !== undefined) await saveFilter(text, choice.kind === 'share', prompts);
}

/** Saved filters, by name, the workspace's after the user's. */
function savedFilters(): SavedFilter[] {
  const inspected = vscode.workspace.getConfiguration('forgeConsole').inspect<unknown>(setting);
  const read = (value: unknown, isShared: boolean) =>
    Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(
      ([name, filter]: [string, unknown]) => (typeof filter === 'string' ? [{ name, filter, isShared }] : []),
    );
  return [...read(inspected?.globalValue, false), ...read(inspected?.workspaceValue, true)];
}

async function saveFilter(filter: string, isShared: boolean, prompts: Prompts): Promise<void> {
  const name = await prompts.input({
    title: vscode.l10n.t('Save Filter'),
    prompt: isShared
      ? vscode.l10n.t('The filter is written to the workspace’s settings, for all who open it.')
      : vscode.l10n.t('The filter is written to your settings.'),
    placeholder: vscode.l10n.t('A name for the filter'),
    validate: (value) => (value.trim() === '' ? vscode.l10n.t('Type a name') : undefined),
  });
  if (name === undefined) return;
  const configuration = vscode.workspace.getConfiguration('forgeConsole');
  const inspected = configuration.inspect<Record<string, unknown>>(setting);
  const before = isShared ? inspected?.workspaceValue : inspected?.globalValue;
  const target = isShared ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(setting, { ...before, [name.trim()]: filter }, target);
}
