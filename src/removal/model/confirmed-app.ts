import type { Account } from '../../core/account.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import type { RemovalCheck } from './removal-check.ts';

/** An app that the user confirmed to delete or uninstall, with the check that was shown. */
export interface ConfirmedApp {
  readonly account: Account;
  readonly client: GatewayClient;
  readonly check: RemovalCheck;
}
