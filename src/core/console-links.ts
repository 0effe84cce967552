import { type AppAri, appUuid } from './ids.ts';

/** Pages that the developer console has for an app. */
export type ConsolePage =
  'overview' | 'environments' | 'permissions' | 'installations' | 'contributors' | 'distribution';

/** The developer console's list of apps. */
export const consoleHome = 'https://developer.atlassian.com/console/myapps/';

/** Address of an app's page in the developer console; the pages' names in it are inferred from its menu. */
export function consoleLink(id: AppAri, page: ConsolePage = 'overview'): string {
  return `${consoleHome}${encodeURIComponent(appUuid(id))}/${page}`;
}
