import type { ExtensionContext } from 'vscode';
import { start } from './start.ts';
import { windowPrompts } from './vscode/prompts.ts';

/** Called by VS Code when the extension is first needed. Returns nothing: there is no API for other extensions. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push(start(context, windowPrompts));
}
