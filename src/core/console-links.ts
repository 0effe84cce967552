import type { Account } from './account.ts';
import { cloudOf } from './clouds.ts';
import { type AppAri, appUuid } from './ids.ts';

/** The pages the developer console has for an app. */
export type ConsolePage =
  'overview' | 'environments' | 'permissions' | 'installations' | 'contributors' | 'distribution';

/**
 * Their addresses below the app's. Those of overview, installations and distribution are in the Forge CLI; the others
 * are inferred from the console's menu.
 */
const pages: Record<ConsolePage, string> = {
  overview: 'overview',
  installations: 'monitoring/installations',
  distribution: 'manage/distribution',
  environments: 'environments',
  permissions: 'permissions',
  contributors: 'contributors',
};

/** The console's page for a part of an app; undefined where it has none, or none whose address is known. */
export function consolePage(part: string | undefined): ConsolePage | undefined {
  return (Object.keys(pages) as ConsolePage[]).find((page) => page === part);
}

/** The address of an app's page in the developer console of the account's cloud. */
export function consoleLink(account: Pick<Account, 'gateway'>, id: AppAri, page: ConsolePage = 'overview'): string {
  return `${cloudOf(account).console}${encodeURIComponent(appUuid(id))}/${pages[page]}`;
}
