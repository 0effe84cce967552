import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import { environmentKindName } from '../../vscode/domain-names.ts';
import { variableRows } from '../model/compare-variables.ts';
import type { VariableServices } from '../dialogs/variable-place.ts';
import { runVariableAction } from '../run-action.ts';
import type { VariablesView } from '../variables-protocol.ts';
import type { OwnChanges } from '../model/own-changes.ts';

/** The tab *Variables* of a panel. Values go to the page only when it asks for them. */
export function variablesPart(
  { data, appId: id, name, section, changed }: PanelContext,
  services: VariableServices,
): PanelParts['variables'] {
  const { variables } = data.details(id);
  const subscription = variables.onDidChange(() => changed('variables'));
  const app = () => ({ data, id, name: name() });
  return {
    state: { variables: () => section(variables.state, (all) => variablesView(all, services.own)) },
    handlers: {
      variableValues: () => valuesOf(variables.state?.value ?? []),
      async variableAction({ action, environment, key }) {
        await runVariableAction(action, { app: app(), environment, key }, services);
        return null;
      },
      async deployForVariables({ environment }) {
        await services.shared.actions.deploy(app(), environment);
        return null;
      },
    },
    dispose: () => subscription.dispose(),
  };
}

/** The variables as the page shows them, without values. */
export function variablesView(all: readonly EnvironmentVariables[], own: OwnChanges): VariablesView {
  const isWaiting = ({ environmentId, deployedAt }: EnvironmentVariables, key: string) =>
    own.isWaiting(environmentId, key, deployedAt);
  const rows = variableRows(all);
  return {
    environments: all.map((environment) => ({
      id: environment.environmentId,
      key: environment.environment,
      kindName: environmentKindName(environment.kind),
      isKnown: environment.variables !== undefined,
      plain: (environment.variables ?? []).filter(({ encrypted }) => !encrypted).length,
      encrypted: (environment.variables ?? []).filter(({ encrypted }) => encrypted).length,
      waiting: own.countWaiting(environment.environmentId, environment.deployedAt),
    })),
    rows: rows.map(({ key, cells }) => ({
      key,
      cells: all.flatMap((environment, index) => {
        const state = cells[index];
        return state === undefined ? [] : [{ state, isWaiting: isWaiting(environment, key) }];
      }),
    })),
  };
}

function valuesOf(all: readonly EnvironmentVariables[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    all.map(({ environmentId, variables }) => [
      environmentId,
      Object.fromEntries(
        (variables ?? []).flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as const])),
      ),
    ]),
  );
}
