import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { ViewBadgeSource } from '../../apps/model/view-additions.ts';
import { createEmitter, type Disposable } from '../../core/emitter.ts';
import type { Shared } from '../../shared.ts';
import type { ArchiveReminders } from './archive-reminders.ts';
import { archiveBadge, dueCount } from './due-archives.ts';
import type { WorkspaceArchives } from './workspace-archives.ts';

/** How often due archives are looked for while the window is open, in milliseconds. */
const lookMs = 3_600_000;

/** How long after the start apps without an archive are looked for first: nothing new at once. In milliseconds. */
const offersAfterMs = 300_000;

/** Looks after archives at a regular cadence. */
export interface ArchiveCadence extends Disposable {
  /** Updates due archives, and reminds of them; with `offers`, also tells of apps without one. Never throws. */
  readonly look: (options: { readonly offers: boolean }) => Promise<void>;
  /** The number of archives that are due, and of apps that it was told are not archived. */
  readonly badge: ViewBadgeSource;
}

export interface CadenceOptions {
  readonly archives: WorkspaceArchives;
  /** Settles when the accounts are known. */
  readonly ready: Promise<unknown>;
  readonly archiveNow: (apps: readonly AppRef[]) => Promise<void>;
}

/** Looks now, when the workspace becomes trusted, and then every hour. What reminds is loaded when it is needed. */
export function createArchiveCadence(
  { context, prompts, notify, now, data }: Shared,
  { archives, ready, archiveNow }: CadenceOptions,
): ArchiveCadence {
  const changed = createEmitter<undefined>();
  let unarchived = 0;
  let loaded: ArchiveReminders | undefined;

  async function reminders(): Promise<ArchiveReminders> {
    const { createArchiveReminders } = await import('./archive-reminders.ts');
    const onUnarchived = (apps: number) => {
      unarchived = apps;
      changed.fire(undefined);
    };
    const memento = context.globalState;
    const options = { prompts, notify, now, data, archives, memento, archiveNow, onUnarchived };
    return (loaded ??= createArchiveReminders(options));
  }

  async function look({ offers }: { readonly offers: boolean }): Promise<void> {
    await ready.catch(() => undefined);
    await archives.refresh();
    if (offers || dueCount(archives) > 0) await (await reminders()).look({ offers });
  }

  const first = setTimeout(() => void look({ offers: true }), offersAfterMs);
  const hourly = setInterval(() => void look({ offers: true }), lookMs);
  const following = [
    archives.onDidChange(() => changed.fire(undefined)),
    // Archives can be written once the workspace is trusted.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void look({ offers: false })),
  ];
  void look({ offers: false });
  return {
    look,
    badge: { badge: () => archiveBadge(dueCount(archives), unarchived), onDidChange: changed.event },
    dispose() {
      clearTimeout(first);
      clearInterval(hourly);
      for (const part of [...following, loaded]) part?.dispose();
    },
  };
}
