import * as vscode from 'vscode';
import { appUuid } from '../core/ids.ts';

const scheme = 'forge-console-app';

/** Names an app's row to those who decorate it. It is no file. */
export function appResource(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${appUuid(id)}` });
}

/** The plain UUID of the app that a resource names; undefined for any other resource. */
export function appOfResource(uri: vscode.Uri): string | undefined {
  return uri.scheme === scheme ? uri.path.slice(1) : undefined;
}
