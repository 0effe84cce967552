import { l10n } from 'vscode';
import type { Shared } from '../shared.ts';
import type { TriggerQuestion } from './dialogs/choose-trigger.ts';

/** Registers what can be done with web triggers: on rows, in the palette and above them in a manifest. */
export function registerWebTriggers(shared: Shared): void {
  const show = async (question: TriggerQuestion) => {
    const { showWebTriggers } = await import('./dialogs/show-web-triggers.ts');
    await showWebTriggers(question, shared);
  };
  shared.commands({
    async 'forgeConsole.webTriggers.show'(targets) {
      const [target] = targets ?? [];
      const app = await shared.actions.chooseApp(targets, l10n.t('Web Triggers'));
      if (app === undefined) return;
      await show({
        app,
        ...(target?.kind === 'environment' && { environmentId: target.environment.id }),
        ...(target?.kind === 'installation' && { installationId: target.installation.id }),
      });
    },
    async 'forgeConsole.webTriggers.showOne'(module) {
      if (module === undefined) return;
      const data = await shared.actions.accountFor(module.app);
      const app = data?.apps.state.value?.apps.get(module.app);
      if (data && app) await show({ app: { data, id: app.id, name: app.name }, triggerKey: module.key });
    },
  });
}
