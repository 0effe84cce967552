import type { Account } from '../../core/account.ts';
import type { App } from '../../core/app.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';

/** An app whose audit logs are wanted, with the account that asks for them. */
export interface ChosenApp {
  readonly account: Account;
  readonly app: App;
  readonly details: AppDetails;
}
