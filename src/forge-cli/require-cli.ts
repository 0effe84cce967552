import * as vscode from 'vscode';
import { documentation } from '../core/documentation.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import type { AppManifest } from './app-manifests.ts';
import { noCliText } from './cli-words.ts';
import { findCli } from './find-cli.ts';
import { forgeCliSetting, openForgeCliSetting } from './forge-cli-setting.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';

/** Whether the workspace is trusted; if not, says that nothing runs, and offers to manage trust. */
export async function requireTrustForCli(prompts: Prompts): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t(
    'In Restricted Mode the Forge CLI isn’t run: it runs code of the workspace. Trust this workspace first.',
  );
  if ((await prompts.message(text, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** The Forge CLI for an app; if there is none, says how to install it and returns undefined. */
export async function requireCli(manifest: AppManifest, prompts: Prompts): Promise<ForgeCli | undefined> {
  const cli = await findCli(manifest);
  if (cli) return cli;
  const setting = forgeCliSetting();
  const [open, learn] = [vscode.l10n.t('Open Setting'), vscode.l10n.t('Learn More')];
  const chosen = await prompts.message(plain(noCliText(setting)), setting === '' ? [learn, open] : [open, learn], {
    severity: 'warning',
  });
  if (chosen === open) await openForgeCliSetting();
  if (chosen === learn) await prompts.openExternal(documentation.installForgeCli);
  return undefined;
}
