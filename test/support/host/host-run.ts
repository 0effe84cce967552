/** The extension, tests and workspace of a run in an extension host. */
export interface HostRun {
  extension: string;
  tests: string;
  workspace: string;
  /** Settings and state of this run. */
  dataFolder: string;
  env: Record<string, string>;
  /** Folder of extensions installed beside it; none by default. */
  extensionsFolder?: string;
  /** Whether untrusted folders are restricted, and this one is; false by default. In the server build only. */
  workspaceTrust?: boolean;
  /** The version of VS Code, such as `1.105.0`; the newest by default. */
  vscode?: string;
  /** The port on which the extension host waits for a debugger; by default it does not wait. */
  inspectPort?: number;
}
