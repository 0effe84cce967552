import * as vscode from 'vscode';
import { appUuid } from '../core/ids.ts';

const scheme = 'forge-console-app';

/** A URI that identifies an app's row for decoration providers. It is not a file. */
export function appResource(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${appUuid(id)}` });
}

/** The plain UUID of the app that a resource identifies; undefined for any other resource. */
export function appOfResource(uri: vscode.Uri): string | undefined {
  return uri.scheme === scheme ? uri.path.slice(1) : undefined;
}
