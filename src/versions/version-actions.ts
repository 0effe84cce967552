import { l10n } from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Shared } from '../shared.ts';
import { plain } from '../vscode/text.ts';
import type { UpgradeServices } from './dialogs/bulk-upgrade-dialog.ts';
import type { RollingAccess } from './model/rolling-access.ts';
import type { VersionActions } from './panel/run-version-command.ts';

/** Creates what commands and the panel's buttons do with versions; dialogs are imported when they are needed. */
export function createVersionActions(shared: Shared, access: () => Promise<RollingAccess>): VersionActions {
  const services = async (): Promise<UpgradeServices> => {
    const { changeServices } = await import('../changes/dialogs/change-services.ts');
    return {
      ...(await changeServices(shared)),
      showVersions: (app) => shared.actions.open(app, 'environments'),
      changed: (app) => refreshInstallations(app),
    };
  };
  return {
    async compare(app, before) {
      const { compareVersions } = await import('./dialogs/compare-versions.ts');
      // Goes on until its page is closed; whoever asked need not wait for that.
      void compareVersions(app, before ? { before } : {}, shared).catch((thrown: unknown) =>
        shared.notify.error(l10n.t('Couldn’t compare versions of {0}', plain(app.name)), thrown),
      );
    },
    async upgrade(app, environment, sourceId) {
      const { upgradeInBulk } = await import('./dialogs/bulk-upgrade-dialog.ts');
      await upgradeInBulk(app, environment, sourceId, await services());
    },
    async cancelUpgrade(app, environment, id, versions) {
      const { cancelUpgrade } = await import('./dialogs/cancel-upgrade.ts');
      await cancelUpgrade({ app, environment: environment.key, id, versions }, await services());
    },
    async startRelease(app, environment) {
      const { startRelease } = await import('./dialogs/rolling-release-dialog.ts');
      await startRelease(app, environment, await access(), await services());
    },
    async cancelRelease(app, environment, id, version) {
      const { cancelRelease } = await import('./dialogs/rolling-release-dialog.ts');
      await cancelRelease({ app, environment, id, version }, await access(), await services());
    },
  };
}

/** The installations that are shown have other versions then. */
function refreshInstallations({ data, id }: AppRef): void {
  const { installations } = data.details(id);
  if (installations.state !== undefined) void installations.refresh();
}
