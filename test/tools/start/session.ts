/** Options for opening a VS Code for `npm start`. */
export interface Session {
  /** For all temporary files. */
  folder: string;
  /** The folder to open. */
  workspace: string;
  settings: Record<string, unknown>;
  /** Added to the environment of VS Code. */
  env: Record<string, string>;
}
