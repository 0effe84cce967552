import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type ArchiveState, archiveState } from '../model/archive-state.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { ArchiveLocation } from '../model/audit-log.ts';
import { auditLogSettings, onDidChangeAuditLogSettings } from '../audit-settings.ts';

/** The folder of the archives in the folder of the setting. */
const archiveFolderName = 'archive';

/** How often the archives are read again, to see whether one has become due. In milliseconds. */
const refreshMs = 3_600_000;

/** The state of an app's archive, with its folder and the workspace folder that contains it. */
export type WorkspaceArchive = ArchiveState & { readonly folder: string; readonly workspaceFolder: vscode.Uri };

/** The archives in the workspace folders. Apps are identified by plain UUID. */
export interface WorkspaceArchives extends Disposable {
  readonly states: ReadonlyMap<string, WorkspaceArchive>;
  readonly onDidChange: Event<undefined>;
  /** Where an app's archive is, as of the last refresh. */
  readonly cached: (appId: string) => ArchiveLocation | undefined;
  /** Where an app's archive is, with a refresh if there was none before. Never throws. */
  readonly find: (appId: string) => Promise<ArchiveLocation | undefined>;
  /** Reads the archives from disk. Never throws. */
  refresh(): Promise<void>;
}

/** The folder of the archives in a workspace folder on this machine's disk. Throws `misconfigured`. */
export function archiveRoot(folder: vscode.Uri): string {
  return join(folder.fsPath, ...auditLogSettings(folder).folder, archiveFolderName);
}

/**
 * Watches the archives in the workspace folders, without reading anything until `refresh` is called. `onError` is
 * called for archives that can't be read.
 */
export function createWorkspaceArchives(
  now: () => Date,
  onError: (doing: string, error: unknown) => void,
): WorkspaceArchives {
  const changed = createEmitter<undefined>();
  let states: ReadonlyMap<string, WorkspaceArchive> = new Map();
  let refreshing = Promise.resolve();

  async function read(): Promise<void> {
    states = await readArchives(now(), onError);
    changed.fire(undefined);
  }

  function cached(appId: string): ArchiveLocation | undefined {
    const state = states.get(appId);
    return state && { folder: state.folder, ...(state.lastArchived && { archivedAt: state.lastArchived }) };
  }

  const refresh = () => (refreshing = refreshing.then(read));
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
    cached,
    async find(appId) {
      if (cached(appId) === undefined) await refresh();
      return cached(appId);
    },
    refresh,
    dispose() {
      clearInterval(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

async function readArchives(
  now: Date,
  onError: (doing: string, error: unknown) => void,
): Promise<ReadonlyMap<string, WorkspaceArchive>> {
  const states = new Map<string, WorkspaceArchive>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    try {
      const root = archiveRoot(uri);
      if (!(await exists(root))) continue;
      // Imported only if there is something to read: this runs when a window opens.
      const { findArchives } = await import('../model/archive-folder.ts');
      for (const archive of await findArchives(root)) {
        // A repository may bring any number of archives, each with an index that takes 100 ms.
        await turn();
        if ('error' in archive) {
          onError(`Reading the audit archive ${archive.folder}`, archive.error);
          continue;
        }
        const { appId } = archive.index;
        const state = archiveState(archive.index, now, auditLogSettings(uri).reminderDays);
        const found = { ...state, folder: archive.folder, workspaceFolder: uri };
        states.set(appId, mostRecent(states.get(appId), found));
      }
    } catch (error) {
      onError('Reading the audit archives', error);
    }
  }
  return states;
}

/** Never waits for a disk with everything else waiting too: a share may not answer for minutes. */
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Of two archives of one app in two workspace folders, the one that was updated last. */
function mostRecent(a: WorkspaceArchive | undefined, b: WorkspaceArchive): WorkspaceArchive {
  return a?.lastArchived && (b.lastArchived === undefined || a.lastArchived > b.lastArchived) ? a : b;
}
