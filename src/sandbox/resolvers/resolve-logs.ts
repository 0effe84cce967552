import { refusal } from './resolve-errors.ts';
import { memberOf, type Viewer } from './resolve-viewer.ts';

interface LogArguments {
  readonly appId: string;
  readonly environmentId: string;
}

/** A page of the log lines of an environment. */
export function appLogsWithMetaData({ appId, environmentId }: LogArguments, viewer: Viewer): object {
  const member = memberOf(viewer, appId);
  const environment = member?.app.details().environments.find(({ id }) => id === environmentId);
  if (environment === undefined) throw refusal('The app was not found.', 'APP_NOT_FOUND', 404);
  return { appLogs: [], hasNextPage: false, totalLogs: 0 };
}
