import { hostname } from 'node:os';
import * as vscode from 'vscode';

/** The computer on which the extension runs: where requests come from, and whose files and clock it sees. */
export interface Machine {
  readonly name: string;
  /** What connects the window to it, such as `wsl` or `ssh-remote`; undefined if the window is on the same computer. */
  readonly remote: string | undefined;
}

/** Returns the computer on which the extension runs: in a remote window, the one that the window is connected to. */
export function machine(): Machine {
  return { name: hostname(), remote: vscode.env.remoteName };
}
