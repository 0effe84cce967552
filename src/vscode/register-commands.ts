import * as vscode from 'vscode';
import { type CommandId, commands } from '../contributions.ts';
import { type CommandHandlers, type CommandInputs, type InputSources, readInput } from './command-input.ts';
import type { Notify } from './notify.ts';

/** Registers command handlers, wrapped so that their arguments are parsed and their failures are shown. */
export function registerCommands<Id extends CommandId>(
  handlers: CommandHandlers<Id>,
  sources: InputSources,
  notify: Notify,
): vscode.Disposable {
  const registered = Object.entries(handlers) as [Id, (input: CommandInputs[keyof CommandInputs]) => unknown][];
  return vscode.Disposable.from(
    ...registered.map(([id, handle]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await handle(await readInput[commands[id]](sources, ...args));
        } catch (error) {
          await notify.error(vscode.l10n.t('The command failed'), error);
        }
      }),
    ),
  );
}
