import { type AppAri, appUuid } from './ids.ts';

/** The pages the developer console has for an app. */
export type ConsolePage =
  'overview' | 'environments' | 'permissions' | 'installations' | 'contributors' | 'distribution';

/** The developer console's list of apps. */
export const consoleHome = 'https://developer.atlassian.com/console/myapps/';

/**
 * Returns the address of an app's page in the developer console. The page names are inferred from the console's menu.
 */
export function consoleLink(id: AppAri, page: ConsolePage = 'overview'): string {
  return `${consoleHome}${encodeURIComponent(appUuid(id))}/${page}`;
}
