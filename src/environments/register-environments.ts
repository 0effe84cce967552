import { l10n } from 'vscode';
import type { EnvironmentRef } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import type { Targets } from '../vscode/target.ts';
import { createDefaultEnvironments, type DefaultEnvironments } from './model/default-environments.ts';

/** What can be done about environments. Each shows its own errors, and does nothing if the user cancels. */
export interface EnvironmentVerbs {
  create(app: AppRef): Promise<void>;
  delete(ref: EnvironmentRef): Promise<void>;
  makeDefault(ref: EnvironmentRef): Promise<void>;
}

/** What the feature adds elsewhere. */
export interface EnvironmentsFeature {
  readonly defaults: DefaultEnvironments;
  readonly panelPart: () => Promise<MakePanelPart<'environments'>>;
}

/** Registers creating, deleting and choosing environments. */
export function registerEnvironments(shared: Shared): EnvironmentsFeature {
  const defaults = createDefaultEnvironments(shared.context.workspaceState);
  const verbs = environmentVerbs(defaults, shared);
  registerEnvironmentCommands(verbs, shared);
  return {
    defaults,
    async panelPart() {
      const { environmentsPart } = await import('./panel/environments-part.ts');
      return (panel) => environmentsPart(panel, defaults, verbs);
    },
  };
}

function environmentVerbs(defaults: DefaultEnvironments, shared: Shared): EnvironmentVerbs {
  return {
    async create(app: AppRef): Promise<void> {
      const { createAppEnvironment } = await import('./dialogs/create-environment.ts');
      await createAppEnvironment(app, shared);
    },
    async delete(ref: EnvironmentRef): Promise<void> {
      const { deleteAppEnvironment } = await import('./dialogs/delete-environment.ts');
      await deleteAppEnvironment(ref, defaults, shared);
    },
    async makeDefault(ref: EnvironmentRef): Promise<void> {
      const { makeDefault } = await import('./dialogs/make-default.ts');
      await makeDefault(ref, defaults, shared);
    },
  };
}

function registerEnvironmentCommands(verbs: EnvironmentVerbs, shared: Shared): void {
  const withEnvironment = async (targets: Targets, title: string, run: (ref: EnvironmentRef) => Promise<void>) => {
    const ref = await shared.actions.chooseEnvironment(targets, title);
    if (ref !== undefined) await run(ref);
  };
  shared.commands({
    async 'forgeConsole.environment.create'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('New Environment'));
      if (app !== undefined) await verbs.create(app);
    },
    'forgeConsole.environment.delete': (targets) =>
      withEnvironment(targets, l10n.t('Delete Environment'), (ref) => verbs.delete(ref)),
    'forgeConsole.environment.makeDefault': (targets) =>
      withEnvironment(targets, l10n.t('Make Default Environment'), (ref) => verbs.makeDefault(ref)),
  });
}
