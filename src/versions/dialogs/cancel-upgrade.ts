import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { plain } from '../../vscode/text.ts';
import { cancelUpgradeChange, type RunningUpgrade } from '../model/bulk-upgrade.ts';
import type { UpgradeServices } from './bulk-upgrade-dialog.ts';
import { cancelUpgradeWords } from './bulk-upgrade-words.ts';

/** Cancels a bulk upgrade after one question: until it is cancelled, it goes on. */
export async function cancelUpgrade(
  running: RunningUpgrade & { readonly app: AppRef },
  services: UpgradeServices,
): Promise<void> {
  const { app, environment, versions } = running;
  const cancel = l10n.t('Cancel Bulk Upgrade');
  const text = l10n.t(
    'Cancel the bulk upgrade of {0} in {1} ({2})?',
    plain(app.name),
    plain(environment),
    plain(versions),
  );
  const detail = l10n.t('Installations that were upgraded stay upgraded; the others keep their version.');
  if ((await services.prompts.message(text, [cancel], { severity: 'warning', modal: true, detail })) !== cancel) return;
  await runChange(
    {
      change: cancelUpgradeChange(running),
      words: cancelUpgradeWords(running),
      settled: () => services.changed(app, environment),
    },
    services,
  );
}
