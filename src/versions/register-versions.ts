import { l10n } from 'vscode';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { Shared } from '../shared.ts';
import type { RollingAccess } from './model/rolling-access.ts';
import { createVersionActions } from './version-actions.ts';

/** Registers comparing versions and upgrading installations. */
export function registerVersions(shared: Shared): { readonly panelPart: () => Promise<MakePanelPart<'versions'>> } {
  let loading: Promise<RollingAccess> | undefined;
  const access = () =>
    (loading ??= import('./model/rolling-access.ts').then(({ createRollingAccess }) => createRollingAccess()));
  const actions = createVersionActions(shared, access);
  shared.commands({
    async 'forgeConsole.versions.compare'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Compare Versions'));
      if (app === undefined) return;
      const [target] = targets ?? [];
      const environment = target?.kind === 'environment' ? target.environment.key : undefined;
      const { compareVersions } = await import('./dialogs/compare-versions.ts');
      await compareVersions(app, environment === undefined ? {} : { environment }, shared);
    },
    async 'forgeConsole.versions.upgrade'(targets) {
      const chosen = await shared.actions.chooseEnvironment(targets, l10n.t('Upgrade Installations'));
      if (chosen) await actions.upgrade(chosen.app, chosen.environment, undefined);
    },
  });
  return {
    async panelPart() {
      const [{ versionsPart }, known] = await Promise.all([import('./panel/versions-part.ts'), access()]);
      return (panel) => versionsPart(panel, known, actions);
    },
  };
}
