/** Where a run in an extension host finds its extension, its tests and its workspace. */
export interface HostRun {
  extension: string;
  tests: string;
  workspace: string;
  /** Settings and state of this run. */
  dataFolder: string;
  env: Record<string, string>;
  /** Folder of extensions installed beside it; none unless given. */
  extensionsFolder?: string;
  /** The version of VS Code, such as `1.110.0`; the newest unless given. */
  vscode?: string;
  /** The port on which the extension host waits for a debugger; it does not wait unless given. */
  inspectPort?: number;
}
