import { l10n } from 'vscode';
import type { Shared } from '../shared.ts';

/** Registers comparing versions. */
export function registerVersions(shared: Shared): void {
  shared.commands({
    async 'forgeConsole.versions.compare'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Compare Versions'));
      if (app === undefined) return;
      const [target] = targets ?? [];
      const environment = target?.kind === 'environment' ? target.environment.key : undefined;
      const { compareVersions } = await import('./dialogs/compare-versions.ts');
      await compareVersions(app, environment === undefined ? {} : { environment }, shared);
    },
  });
}
