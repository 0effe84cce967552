// What features request of each other goes through these actions, never through VS Code's command bus.
import type { Account } from './core/account.ts';
import type { Environment } from './core/environment.ts';
import type { AppAri } from './core/ids.ts';
import type { AccountData } from './apps/model/account-data.ts';
import type { AppRef } from './apps/model/app-ref.ts';
import type { Tab } from './app-panel/tabs.ts';
import type { Journal } from './changes/model/journal.ts';
import type { Remedy } from './vscode/notify.ts';
import type { Targets } from './vscode/target.ts';

/** An environment of an app. */
export interface EnvironmentRef {
  readonly app: AppRef;
  readonly environment: Environment;
}

/** What came of saving audit logs, as soon as the files are written. */
export interface SavedAuditLogs {
  /** Whether the logs of every app were saved. */
  readonly all: boolean;
  /** Settles when the message about it is gone. */
  readonly told: Promise<void>;
}

/** Actions that features offer each other. Each shows its own errors, and does nothing if the user cancels. */
export interface AppActions {
  /** Opens an app's panel, or brings it to the front; on the given tab if any. */
  open(app: Pick<AppRef, 'data' | 'id'>, tab?: Tab): Promise<void>;
  /** Closes an app's panel if it is open. */
  close(app: Pick<AppRef, 'data' | 'id'>): void;
  /** Checks the apps, asks for confirmation, and deletes those that can be deleted. */
  delete(apps: readonly AppRef[]): Promise<void>;
  /**
   * Deploys an app of this workspace with the Forge CLI to an environment, by its key as that CLI writes it; asks first
   * for production. Resolves once that has ended: with whether it was deployed.
   */
  deploy(app: AppRef, environment: string): Promise<boolean>;
  /**
   * Asks for confirmation, and uninstalls an app wherever it is installed from an environment; `followUp` is offered
   * once it is uninstalled there, and its `otherwise` said if it could not be.
   */
  uninstallFrom(ref: EnvironmentRef, followUp: Remedy & { readonly otherwise: string }): Promise<void>;
  /** Asks for an environment and a site, shows what the version there may do, and installs the app. */
  install(app: AppRef): Promise<void>;
  /** Asks for an environment outside production, and upgrades the person’s own sites that the app is installed on. */
  upgradeMySites(app: AppRef): Promise<void>;
  /** Asks for an environment and its plain variables, and copies them to another environment of the app, by its key. */
  copyVariablesTo(app: AppRef, environment: string): Promise<void>;
  /** Asks for the days, and saves the audit logs of each app as a file. */
  saveAuditLogs(apps: readonly AppRef[]): Promise<SavedAuditLogs>;
  /** Updates the archives of the apps' audit logs. */
  archiveAuditLogs(apps: readonly AppRef[]): Promise<void>;
  /**
   * Shows an app's logs in the view Forge Logs, without taking the focus; `filter` is the text of a filter. Without one,
   * the view keeps the app's filter.
   */
  showLogs(app: AppRef, filter?: string): Promise<void>;
  /** Opens the app's manifest in the workspace at its `app.id`. */
  showManifest(app: AppRef): Promise<void>;
  /** The journal that changes are written to before they are sent. */
  journal(): Promise<Journal>;
  /** Asks for an app's new name or description, and for confirmation, and changes it. */
  editDetail(app: AppRef, detail: 'name' | 'description'): Promise<void>;
  /** Explains the kinds of apps. */
  explainKinds(): Promise<void>;
  /**
   * Asks for an account and its token; undefined if the user cancelled. `again` is an account that needs a new token: it
   * stays with its gateway.
   */
  signIn(again?: Pick<Account, 'email' | 'gateway'>): Promise<Account | undefined>;
  /** Tests the connection to the gateway and shows the report. */
  testConnection(): Promise<void>;

  /** The selection in the view *Apps*. */
  selected(): Targets;
  /** The app whose panel is the active editor. */
  shown(): Targets;
  /**
   * The account that acts on an app where no row says which: the only one that lists it, or the one that the user chose,
   * who is asked once. Undefined if none lists it. Throws `cancelled` if the user cancelled.
   */
  accountFor(id: AppAri): Promise<AccountData | undefined>;
  /** The app that a command applies to: the first of the targets, otherwise the one that the user picks. */
  chooseApp(targets: Targets, title: string): Promise<AppRef | undefined>;
  /**
   * The apps that a command applies to, all of an account for its row; otherwise those that the user picks, at least
   * one.
   */
  chooseApps(targets: Targets, title: string): Promise<readonly AppRef[] | undefined>;
  /** The environment that a command applies to, otherwise the one of the app that the user picks. */
  chooseEnvironment(targets: Targets, title: string): Promise<EnvironmentRef | undefined>;
  /**
   * The data of the account that a command applies to: that of the targets, the only one, or the one that the user
   * picks.
   */
  chooseAccount(targets: Targets, title: string): Promise<AccountData | undefined>;
}
