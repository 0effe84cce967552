import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import { appRef, type AppRef } from '../../apps/model/app-ref.ts';
import type { Disposable } from '../../core/emitter.ts';
import { appUuid } from '../../core/ids.ts';
import { placeKey } from '../../files/place.ts';
import { count, plain } from '../../vscode/text.ts';
import { remindsOfArchives, stopReminders } from '../audit-settings.ts';
import { noteApps, noteReminded, parseMemory, remindable, type ReminderMemory } from '../model/reminder-memory.ts';
import type { ArchivingOptions } from './archive-audit-logs.ts';
import { updateInBackground } from './update-in-background.ts';
import { unavailableReason } from './unavailable-reason.ts';
import { dueElsewhere, noteArchives } from './archives-elsewhere.ts';
import { archiveRoot, type WorkspaceArchives } from './workspace-archives.ts';

const memoryKey = 'auditArchiveReminders';

export interface ReminderOptions extends ArchivingOptions {
  readonly archives: WorkspaceArchives;
  readonly data: AccountDataSet;
  readonly memento: vscode.Memento;
  readonly archiveNow: (apps: readonly AppRef[]) => Promise<void>;
  /** Called with the number of apps that it was told are not archived, and still are not. */
  readonly onUnarchived: (apps: number) => void;
}

/** Looks after archives that are due, and apps without one. */
export interface ArchiveReminders extends Disposable {
  /**
   * Updates due archives whose setting says so, and reminds of the others, at most once a day for each folder of
   * archives. With `offers`, also tells once of apps that have audit logs and no archive. Never throws.
   */
  look(options?: { readonly offers?: boolean }): Promise<void>;
}

/** Creates the reminders; nothing is looked for until `look` is called. */
export function createArchiveReminders(options: ReminderOptions): ArchiveReminders {
  return new Reminders(options);
}

class Reminders implements ArchiveReminders {
  readonly #options: ReminderOptions;
  readonly #following: Disposable;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: ReminderOptions) {
    this.#options = options;
    this.#following = options.archives.onDidChange(() => void this.#noteArchived());
  }

  look({ offers = false } = {}): Promise<void> {
    return (this.#looking = this.#looking.then(() => this.#look(offers)));
  }

  dispose(): void {
    this.#following.dispose();
  }

  async #look(offers: boolean): Promise<void> {
    const { data, notify } = this.#options;
    try {
      await this.#noteArchived();
      await Promise.all(data.list.map((one) => one.start()));
      const due = this.#due();
      const updated = due.length > 0 ? await updateInBackground(due, this.#options) : new Set<AppRef>();
      if (!remindsOfArchives()) return;
      // Nobody has to answer before archives are looked for again.
      const log = (error: unknown) => notify.log('Reminding of the audit archives', error);
      this.#remind(due.filter((app) => !updated.has(app))).catch(log);
      if (offers) {
        this.#offer().catch(log);
        this.#remindElsewhere().catch(log);
      }
      this.#count();
    } catch (error) {
      notify.log('Looking after the audit archives', error);
    }
  }

  get #memory(): ReminderMemory {
    return parseMemory(this.#options.memento.get(memoryKey));
  }

  async #remember(change: (memory: ReminderMemory) => ReminderMemory): Promise<void> {
    await this.#options.memento.update(memoryKey, change(this.#memory));
    this.#count();
  }

  #count(): void {
    const offered = new Set(this.#memory.offered);
    const left = remindsOfArchives() ? this.#unarchived().filter(({ id }) => offered.has(appUuid(id))) : [];
    this.#options.onUnarchived(left.length);
  }

  async #noteArchived(): Promise<void> {
    await noteArchives(this.#options.archives, this.#options.memento);
    const known = new Set(this.#memory.archived);
    const added = [...this.#options.archives.states.keys()].filter((id) => !known.has(id));
    if (added.length > 0) await this.#remember((memory) => noteApps(memory, 'archived', added));
  }

  /** All apps of all accounts, each once. */
  #apps(): (AppRef & { readonly usesHostedStorage: boolean })[] {
    const seen = new Map<string, AppRef & { readonly usesHostedStorage: boolean }>();
    for (const data of this.#options.data.list)
      for (const app of data.apps.state.value?.apps.values() ?? [])
        if (!seen.has(app.id))
          seen.set(app.id, { ...appRef(data, app), usesHostedStorage: app.usesHostedStorage === true });
    return [...seen.values()];
  }

  #due(): AppRef[] {
    const { states } = this.#options.archives;
    return this.#apps().filter(({ id }) => states.get(appUuid(id))?.isDue === true);
  }

  /** Apps that have audit logs, and no archive on this computer. */
  #unarchived(): AppRef[] {
    const { archived, declined } = this.#memory;
    const left = new Set([...archived, ...declined, ...this.#options.archives.states.keys()]);
    return this.#apps().filter(
      (app) =>
        app.usesHostedStorage &&
        app.data.account.kind !== 'sample' &&
        !left.has(appUuid(app.id)) &&
        unavailableReason(app) === undefined,
    );
  }

  async #remind(due: readonly AppRef[]): Promise<void> {
    const { archives, prompts, now, archiveNow } = this.#options;
    const rootOf = ({ id }: AppRef) => {
      const folder = archives.states.get(appUuid(id))?.workspaceFolder;
      return folder && rootKey(folder);
    };
    const roots = remindable(
      due.flatMap((app) => rootOf(app) ?? []),
      this.#memory,
      now(),
    );
    const apps = due.filter((app) => roots.includes(rootOf(app) ?? ''));
    const [first] = apps;
    if (first === undefined) return;
    await this.#remember((memory) => noteReminded(memory, roots, now()));
    const archive = apps.length === 1 ? vscode.l10n.t('Archive Now') : vscode.l10n.t('Archive All…');
    const stop = vscode.l10n.t('Don’t Remind Me');
    const text =
      apps.length === 1
        ? vscode.l10n.t('The audit archive of {0} is due.', plain(first.name))
        : vscode.l10n.t('The audit archives of {0} apps are due.', count(apps.length));
    const chosen = await prompts.message(text, [archive, vscode.l10n.t('Later'), stop], { severity: 'info' });
    if (chosen === archive) await archiveNow(apps);
    if (chosen === stop) await stopReminders(prompts);
  }

  /** Reminds of the due archives in one folder that is not open in this window, each folder once a day. */
  async #remindElsewhere(): Promise<void> {
    const { prompts, now } = this.#options;
    const known = new Map(this.#apps().map((app) => [appUuid(app.id), app]));
    const due = await dueElsewhere(new Set(known.keys()), this.#options);
    const [root] = remindable(
      due.map(({ workspaceFolder }) => rootKey(workspaceFolder)),
      this.#memory,
      now(),
    );
    const inRoot = due.filter(({ workspaceFolder }) => rootKey(workspaceFolder) === root);
    const [first] = inRoot;
    if (root === undefined || first === undefined) return;
    await this.#remember((memory) => noteReminded(memory, [root], now()));
    const name = plain(known.get(first.appId)?.name ?? '');
    const place = plain(first.workspaceFolder.fsPath);
    const text =
      inRoot.length === 1
        ? vscode.l10n.t('The audit archive of {0} is due. It’s in {1}, which isn’t open here.', name, place)
        : vscode.l10n.t(
            'The audit archives of {0} apps are due. They’re in {1}, which isn’t open here.',
            count(inRoot.length),
            place,
          );
    const [open, stop] = [vscode.l10n.t('Open Folder in New Window'), vscode.l10n.t('Don’t Remind Me')];
    const chosen = await prompts.message(text, [open, vscode.l10n.t('Later'), stop], { severity: 'info' });
    if (chosen === open)
      await vscode.commands.executeCommand('vscode.openFolder', first.workspaceFolder, { forceNewWindow: true });
    if (chosen === stop) await stopReminders(prompts);
  }

  /** Tells once of each app that is not archived. Nothing can be archived into a workspace that is not trusted. */
  async #offer(): Promise<void> {
    const { prompts, archiveNow } = this.#options;
    if (!vscode.workspace.isTrusted) return;
    const offered = new Set(this.#memory.offered);
    const apps = this.#unarchived().filter(({ id }) => !offered.has(appUuid(id)));
    const [first] = apps;
    if (first === undefined) return;
    const ids = apps.map(({ id }) => appUuid(id));
    await this.#remember((memory) => noteApps(memory, 'offered', ids));
    const isOne = apps.length === 1;
    const archive = isOne ? vscode.l10n.t('Archive…') : vscode.l10n.t('Archive All…');
    const decline = isOne ? vscode.l10n.t('Not for This App') : vscode.l10n.t('Not for These Apps');
    const stop = vscode.l10n.t('Don’t Remind Me');
    const text = isOne
      ? vscode.l10n.t(
          'The audit logs of {0} aren’t archived. Atlassian erases those of a site 30 days after it uninstalls the app.',
          plain(first.name),
        )
      : vscode.l10n.t(
          'The audit logs of {0} apps aren’t archived. Atlassian erases those of a site 30 days after it uninstalls an app.',
          count(apps.length),
        );
    const chosen = await prompts.message(text, [archive, decline, stop], { severity: 'info' });
    if (chosen === archive) await archiveNow(apps);
    if (chosen === decline) await this.#remember((memory) => noteApps(memory, 'declined', ids));
    if (chosen === stop) await stopReminders(prompts);
  }
}

/** The folder of the archives in a workspace folder, however its path is spelled. */
function rootKey(workspaceFolder: vscode.Uri): string {
  return placeKey(vscode.Uri.file(archiveRoot(workspaceFolder)));
}
