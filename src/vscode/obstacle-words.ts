import { l10n } from 'vscode';
import type { Obstacle } from '../apps/model/obstacles.ts';

/** What stands in the way of something with an app, in a sentence. */
export function obstacleText(obstacle: Obstacle): string {
  if (obstacle.kind === 'notOwner') return l10n.t('Only the owner, {0}, can delete this app.', obstacle.owner);
  const texts = {
    notForge: {
      delete: l10n.t('Only Forge apps can be deleted from here. Delete this app in the developer console.'),
      auditLogs: l10n.t('Only Forge apps have audit logs.'),
      manifest: l10n.t('Only Forge apps have a Forge manifest.'),
    },
    notAdmin: {
      auditLogs: l10n.t('Only admins of the app can see its audit logs.'),
      rename: l10n.t('Only admins of the app can change its name and description.'),
    },
  };
  return obstacle.kind === 'notForge' ? texts.notForge[obstacle.act] : texts.notAdmin[obstacle.act];
}
