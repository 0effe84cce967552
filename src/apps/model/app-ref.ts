import type { App } from '../../core/app.ts';
import type { AppAri } from '../../core/ids.ts';
import type { AccountData } from './account-data.ts';

/** An app under the account that it is looked at with, by the name that was known then. */
export interface AppRef {
  readonly data: AccountData;
  readonly id: AppAri;
  readonly name: string;
}

/** An app, and the account that changes it. */
export interface ChangedApp extends Pick<AppRef, 'id' | 'name'> {
  readonly data: Pick<AccountData, 'account' | 'client'>;
}

/** An app of an account's list. */
export function appRef(data: AccountData, { id, name }: Pick<App, 'id' | 'name'>): AppRef {
  return { data, id, name };
}

/** The apps without those that come again. */
export function distinctApps(apps: readonly AppRef[]): AppRef[] {
  return [...new Map(apps.map((app) => [`${app.data.account.key} ${app.id}`, app])).values()];
}
