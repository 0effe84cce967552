import { showScopeOperations } from './scope-operations.ts';
import { type ScopeUsageOptions, showScopeUsage } from './scope-usage.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import type { CommandGroup } from '../../vscode/register-commands.ts';

export interface ScopeCommandsOptions extends ScopeUsageOptions {
  readonly scopes: () => Promise<ScopeCatalogue>;
}

/** What can be seen of scopes: those of an app in the workspace, and what one unlocks. */
export function scopeCommands(
  options: ScopeCommandsOptions,
): CommandGroup<'forgeConsole.showScopeUsage' | 'forgeConsole.showScopeOperations'> {
  return {
    'forgeConsole.showScopeUsage': (argument, scope) => showScopeUsage(argument, scope, options),
    'forgeConsole.showScopeOperations': (argument) => showScopeOperations(argument, options.scopes, options.prompts),
  };
}
