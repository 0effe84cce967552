import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { appOfResource, appResource } from '../../vscode/app-resource.ts';
import { count, relativeTime } from '../../vscode/text.ts';
import type { WorkspaceArchives } from './workspace-archives.ts';

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
      const text = state.lastArchived
        ? vscode.l10n.t('Audit archive due: last archived {0}', relativeTime(state.lastArchived))
        : vscode.l10n.t('Audit archive due: never archived completely');
      return new vscode.FileDecoration('!', text, new vscode.ThemeColor('list.warningForeground'));
    },
  });
  return vscode.Disposable.from(changed, registered, following);
}

/** How many archives are due. */
export function dueCount({ states }: Pick<WorkspaceArchives, 'states'>): number {
  return [...states.values()].filter(({ isDue }) => isDue).length;
}

/** The badge for archives that are due, and for apps that are not archived; undefined for none. */
export function archiveBadge(due: number, unarchived: number): { value: number; tooltip: string } | undefined {
  if (due + unarchived === 0) return undefined;
  const texts = [...(due > 0 ? [dueText(due)] : []), ...(unarchived > 0 ? [unarchivedText(unarchived)] : [])];
  return { value: due + unarchived, tooltip: texts.join(' · ') };
}

function dueText(due: number): string {
  return due === 1 ? vscode.l10n.t('1 audit archive is due') : vscode.l10n.t('{0} audit archives are due', count(due));
}

function unarchivedText(unarchived: number): string {
  return unarchived === 1
    ? vscode.l10n.t('The audit logs of 1 app aren’t archived')
    : vscode.l10n.t('The audit logs of {0} apps aren’t archived', count(unarchived));
}
