/** What a VS Code for `npm start` is opened with. */
export interface Session {
  /** For everything temporary. */
  folder: string;
  /** The folder to open. */
  workspace: string;
  settings: Record<string, unknown>;
  /** Added to the environment of VS Code. */
  env: Record<string, string>;
}
