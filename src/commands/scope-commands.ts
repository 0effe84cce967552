import { type ScopeUsageOptions, showScopeUsage } from '../editor/scope-usage.ts';
import type { CommandGroup } from './command.ts';

/** What can be seen of the scopes of an app in the workspace. */
export function scopeCommands(options: ScopeUsageOptions): CommandGroup<'forgeConsole.showScopeUsage'> {
  return { 'forgeConsole.showScopeUsage': (argument, scope) => showScopeUsage(argument, scope, options) };
}
