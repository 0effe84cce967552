import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import type { Targets } from '../vscode/target.ts';
import { createOwnChanges } from './model/own-changes.ts';
import type { VariableAction } from './variables-protocol.ts';
import type { VariableServices } from './dialogs/variable-place.ts';

/** The key of the times of our own changes in the global state. */
const timesKey = 'variables.changedAt';

/** Registers the commands for environment variables; returns what other features ask for and the tab of an app's panel. */
export function registerVariables(shared: Shared): {
  readonly actions: Pick<AppActions, 'copyVariablesTo'>;
  readonly panelPart: () => Promise<MakePanelPart<'variables'>>;
} {
  const { globalState } = shared.context;
  const own = createOwnChanges({
    load: () => globalState.get(timesKey),
    save: (times) => globalState.update(timesKey, times),
  });
  const services: VariableServices = { shared, own };
  const act = async (action: VariableAction, targets: Targets, title: string, suggestedKey?: string) => {
    const chosen = await shared.actions.chooseEnvironment(targets, title);
    if (chosen === undefined) return;
    const { runVariableAction } = await import('./run-action.ts');
    const subject = { app: appOf(chosen.app), environment: chosen.environment.key, suggestedKey };
    await runVariableAction(action, subject, services);
  };
  shared.commands({
    async 'forgeConsole.variables.show'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Show Variables'));
      if (app) await shared.actions.open(app, 'variables');
    },
    'forgeConsole.variables.set': ({ targets, name }) => act('set', targets, l10n.t('Set Variable'), name),
    'forgeConsole.variables.remove': (targets) => act('remove', targets, l10n.t('Remove Variables')),
    'forgeConsole.variables.import': (targets) => act('import', targets, l10n.t('Import .env File')),
    'forgeConsole.variables.compare': (targets) => act('compare', targets, l10n.t('Compare with .env File')),
    'forgeConsole.variables.copyTo': (targets) => act('copyTo', targets, l10n.t('Copy Variables')),
    'forgeConsole.variables.copyForTunnel': (targets) => act('copyForTunnel', targets, l10n.t('Copy for the Tunnel')),
  });
  return {
    actions: {
      async copyVariablesTo(app, environment) {
        const { copyVariablesTo } = await import('./run-action.ts');
        await copyVariablesTo(appOf(app), environment, services);
      },
    },
    async panelPart() {
      const { variablesPart } = await import('./panel/variables-part.ts');
      return (panel) => variablesPart(panel, services);
    },
  };
}

const appOf = ({ data, id, name }: AppRef): AppRef => ({ data, id, name });
