import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type ArchiveState, archiveState } from '../model/archive-state.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { ArchiveLocation } from '../model/audit-log.ts';
import { auditLogSettings, onDidChangeAuditLogSettings } from '../audit-settings.ts';

/** Under the folder of the setting. */
const archiveFolderName = 'archive';

/** How often it is looked whether an archive has become due, in milliseconds. */
const refreshMs = 3_600_000;

/** An app's archive, with its folder and the workspace folder that it is in. */
export type WorkspaceArchive = ArchiveState & { readonly folder: string; readonly workspaceFolder: vscode.Uri };

/** The archives in the workspace folders. */
export interface Archives extends Disposable {
  /** How each stands, by the app's plain UUID. */
  readonly states: ReadonlyMap<string, WorkspaceArchive>;
  readonly onDidChange: Event<undefined>;
  /** Where an app's archive is, by the app's plain UUID, and when a run last got to its end. */
  readonly known: (appId: string) => ArchiveLocation | undefined;
  /** The same, after a look at the disk where nothing is known. Never throws. */
  readonly find: (appId: string) => Promise<ArchiveLocation | undefined>;
  /** Looks at the disk. Never throws. */
  refresh(): Promise<void>;
}

/** The folder of the archives in a workspace folder on this machine's disk. Throws `misconfigured`. */
export function archiveRoot(folder: vscode.Uri): string {
  return join(folder.fsPath, ...auditLogSettings(folder).folder, archiveFolderName);
}

/**
 * Follows the archives in the workspace folders; reads nothing before `refresh` is called. What can't be read is
 * reported.
 */
export function createArchives(now: () => Date, onError: (doing: string, error: unknown) => void): Archives {
  const changed = createEmitter<undefined>();
  let states: ReadonlyMap<string, WorkspaceArchive> = new Map();
  let last = Promise.resolve();

  async function read(): Promise<void> {
    const found = new Map<string, WorkspaceArchive>();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      try {
        const root = archiveRoot(uri);
        if (!existsSync(root)) continue;
        // Loaded where there is something to read.
        const { findArchives } = await import('../model/archive-folder.ts');
        for (const archive of await findArchives(root)) {
          if ('index' in archive)
            found.set(
              archive.index.appId,
              mostRecent(found.get(archive.index.appId), {
                ...archiveState(archive.index, now(), auditLogSettings(uri).reminderDays),
                folder: archive.folder,
                workspaceFolder: uri,
              }),
            );
          else onError(`Reading the audit archive ${archive.folder}`, archive.error);
        }
      } catch (error) {
        onError('Reading the audit archives', error);
      }
    }
    states = found;
    changed.fire(undefined);
  }

  function known(appId: string): ArchiveLocation | undefined {
    const state = states.get(appId);
    return state && { folder: state.folder, ...(state.lastArchived && { archivedAt: state.lastArchived }) };
  }

  const refresh = () => (last = last.then(read));
  const timer = setInterval(() => void refresh(), refreshMs);
  const subscriptions = [
    vscode.workspace.onDidChangeWorkspaceFolders(() => void refresh()),
    onDidChangeAuditLogSettings(() => void refresh()),
  ];
  return {
    get states() {
      return states;
    },
    onDidChange: changed.event,
    known,
    async find(appId) {
      if (known(appId) === undefined) await refresh();
      return known(appId);
    },
    refresh,
    dispose() {
      clearInterval(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Of two archives of one app in two workspace folders, the one that was brought up to date last. */
function mostRecent(a: WorkspaceArchive | undefined, b: WorkspaceArchive): WorkspaceArchive {
  return a?.lastArchived && (b.lastArchived === undefined || a.lastArchived > b.lastArchived) ? a : b;
}
