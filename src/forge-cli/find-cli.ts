import * as vscode from 'vscode';
import { type AppManifest, appFolder } from './app-manifests.ts';
import { forgeCliSetting } from './forge-cli-setting.ts';
import { findForgeCli, type ForgeCli } from './model/find-forge-cli.ts';

/** What was found last, by folder and setting. */
const found = new Map<string, ForgeCli>();

const keyOf = (manifest: AppManifest) => `${appFolder(manifest).toString()} ${forgeCliSetting()}`;

/** The Forge CLI for an app; undefined if there is none. May start it, so only in trusted workspaces. */
export async function findCli(manifest: AppManifest): Promise<ForgeCli | undefined> {
  const folder = appFolder(manifest).fsPath;
  const top = vscode.workspace.getWorkspaceFolder(manifest.uri)?.uri.fsPath ?? folder;
  const key = keyOf(manifest);
  const cli = await findForgeCli({ setting: forgeCliSetting(), folder, top, env: process.env });
  if (cli) found.set(key, cli);
  else found.delete(key);
  return cli;
}

/** The one that was found last, otherwise as `findCli`: VS Code lists tasks often, and starting the CLI takes seconds. */
export async function knownCli(manifest: AppManifest): Promise<ForgeCli | undefined> {
  return found.get(keyOf(manifest)) ?? findCli(manifest);
}
