import type { AppRef } from '../../apps/model/app-ref.ts';
import { type Environment, majorOf } from '../../core/environment.ts';
import type { FoundUse } from '../model/version-uses.ts';
import type { VersionCommand } from '../versions-protocol.ts';

/** What the buttons of the tab do; each shows its own dialogs and throws the gateway's errors. */
export interface VersionActions {
  compare(app: AppRef, before: { readonly environment: string; readonly major: number } | undefined): Promise<void>;
  upgrade(app: AppRef, environment: Environment, sourceId: string | undefined): Promise<void>;
  cancelUpgrade(app: AppRef, environment: Environment, id: string, versions: string): Promise<void>;
  startRelease(app: AppRef, environment: Environment): Promise<void>;
  cancelRelease(app: AppRef, environment: Environment, id: string, version: string): Promise<void>;
}

/** What a button of the tab is about. */
interface CommandPlace {
  readonly app: AppRef;
  readonly environment: Environment;
  /** What the tab knows of the environment. */
  readonly use: FoundUse | undefined;
}

/** Runs a command of the tab; `id` is that of the version, upgrade or release that it is about. */
export async function runVersionCommand(
  command: VersionCommand,
  id: string | undefined,
  { app, environment, use }: CommandPlace,
  actions: VersionActions,
): Promise<void> {
  switch (command) {
    case 'upgrade':
      return actions.upgrade(app, environment, id);
    case 'startRelease':
      return actions.startRelease(app, environment);
    case 'compare': {
      const version = use?.usage.versions.find((used) => used.version.id === id)?.version;
      return actions.compare(app, version && { environment: environment.key, major: majorOf(version.version) });
    }
    case 'cancelUpgrade':
      if (id !== undefined) await actions.cancelUpgrade(app, environment, id, versionsOf(use, id));
      return;
    case 'cancelRelease':
      if (id !== undefined) await actions.cancelRelease(app, environment, id, releaseOf(use, id));
      return;
  }
}

/** The text that a question names an upgrade by. */
function versionsOf(use: FoundUse | undefined, upgradeId: string): string {
  const { versions, bulkUpgrades } = use?.usage ?? {};
  const upgrade = bulkUpgrades?.find(({ id }) => id === upgradeId);
  const text = (versionId: string | undefined) =>
    versions?.find(({ version }) => version.id === versionId)?.version.version ?? '?';
  return `${text(upgrade?.sourceVersionId)} → ${text(upgrade?.targetVersionId)}`;
}

/** The version that a question names a rolling release by. */
function releaseOf(use: FoundUse | undefined, id: string): string {
  const rolling = use?.rolling;
  if (rolling === undefined || rolling instanceof Error) return '?';
  return rolling.releases.find((release) => release.id === id)?.version ?? '?';
}
