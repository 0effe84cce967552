// Where features meet: what one asks of another goes through these actions, never through VS Code's command bus.
import type { Account } from './core/account.ts';
import type { Environment } from './core/environment.ts';
import type { AccountData } from './apps/model/account-data.ts';
import type { AppRef } from './apps/model/app-ref.ts';
import type { Tab } from './app-panel/tabs.ts';
import type { Targets } from './vscode/target.ts';

/** An environment of an app. */
export interface EnvironmentRef {
  readonly app: AppRef;
  readonly environment: Environment;
}

/** What features ask of each other. Each says itself what went wrong, and does nothing where the person gives up. */
export interface AppActions {
  /** Opens an app's panel, or brings it to the front; on a tab if one is given. */
  open(app: Pick<AppRef, 'data' | 'id'>, tab?: Tab): Promise<void>;
  /** Closes an app's panel, if it is open. */
  close(app: Pick<AppRef, 'data' | 'id'>): void;
  /** Checks the apps, asks, and deletes those that can be deleted. */
  delete(apps: readonly AppRef[]): Promise<void>;
  /** Asks for days and saves the audit logs of each app as a file. */
  saveAuditLogs(apps: readonly AppRef[]): Promise<void>;
  /** Brings the archives of the apps' audit logs up to date. */
  archiveAuditLogs(apps: readonly AppRef[]): Promise<void>;
  /** Opens the app's manifest in the workspace at its `app.id`. */
  showManifest(app: AppRef): Promise<void>;
  /** Asks for an account and its token; undefined where the person gave up. */
  signIn(email?: string): Promise<Account | undefined>;
  /** Tests the connection to the gateway and shows the report. */
  testConnection(): Promise<void>;

  /** What is selected in the view *Apps*. */
  selected(): Targets;
  /** The app whose panel is the active editor. */
  shown(): Targets;
  /** The app that a command is about: the first one named, else the one picked. */
  chooseApp(targets: Targets, title: string): Promise<AppRef | undefined>;
  /** The apps that a command is about, all of an account for its row; else those picked, at least one. */
  chooseApps(targets: Targets, title: string): Promise<readonly AppRef[] | undefined>;
  /** The environment that a command is about, else one of the app's that is picked. */
  chooseEnvironment(targets: Targets, title: string): Promise<EnvironmentRef | undefined>;
  /** The data of the account that a command is about, of the only one, or of the one picked. */
  chooseAccount(targets: Targets, title: string): Promise<AccountData | undefined>;
}
