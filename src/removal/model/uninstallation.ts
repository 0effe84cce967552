import type { Change } from '../../changes/model/change.ts';
import { pollTask } from '../../changes/model/poll-task.ts';
import { haveTasksEnded } from '../../changes/model/running-tasks.ts';
import { fetchRemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { beginUninstall, type BegunUninstall } from '../../gateway/operations/uninstall-app.ts';
import { type AppDifference, differencesForUninstall } from './blockers.ts';
import type { ConfirmedApp } from './confirmed-app.ts';
import { atlassianAppIn, type NamedRow } from './named-rows.ts';
import { recheckApp, type RemovalCheck } from './removal-check.ts';

/** An installation to remove, or one Atlassian app of it where there is a `context`. */
export interface UninstallRequest {
  readonly app: ConfirmedApp;
  readonly row: NamedRow;
  readonly environmentKey: string;
  readonly context: string | undefined;
  /** The installation that this one belongs to is removed already, so cancelling has no effect. */
  readonly isStarted: boolean;
}

/** Removing one installation that was confirmed, or one Atlassian app of it. */
export function uninstallationOf(request: UninstallRequest): Change<RemovalCheck, AppDifference, BegunUninstall> {
  const { app, row, environmentKey, context, isStarted } = request;
  const { account, client, check } = app;
  const { id, site, environment } = row;
  const type = 'AppInstallationDeletionTask';
  const atlassianApp = context === undefined ? row.atlassianApp : atlassianAppIn(context);
  return {
    account,
    app: { id: check.id, name: check.name },
    action: 'uninstall',
    installation: { id, site, atlassianApp, environment },
    check: {
      load: (signal) => recheckApp(client, account.id, check.id, signal, [id]),
      differences: (now) => differencesForUninstall(check, now, row),
      isDone: (now) => !now.rows.some((one) => one.id === id),
    },
    continues: isStarted,
    send(signal) {
      const uninstallation = { appId: check.id, environmentKey, installationId: id };
      return beginUninstall(client, { ...uninstallation, ...(context !== undefined && { context }) }, signal);
    },
    follow: async ({ taskId }, options) =>
      taskId === undefined ? { status: 'complete' } : pollTask(client, taskId, options),
    look: async () => ((await isUninstalled(request)) ? 'done' : 'notDone'),
    sameSubjectMeansSame: true,
    hasEnded: (options) => haveTasksEnded({ client, appId: check.id, context: context ?? row.context, type }, options),
  };
}

/**
 * Whether the gateway no longer lists the installation, or the Atlassian app of it. Throws as `fetchRemovalFacts` does:
 * `notFound` where this account does not see the app any more says nothing about its installations.
 */
async function isUninstalled({ app: { client, check }, row: { id }, context }: UninstallRequest): Promise<boolean> {
  const { rows } = await fetchRemovalFacts(client, check.id, undefined, [id]);
  const row = rows.find((one) => one.id === id);
  if (row === undefined) return true;
  return context !== undefined && row.context !== context && !row.secondaryContexts.includes(context);
}
