import type { Account } from '../../core/account.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import type { RemovalCheck } from './removal-check.ts';
import type { Journal } from './journal.ts';
import type { Timing } from './timing.ts';

/** An app that the user confirmed to delete or uninstall, with the check that was shown. */
export interface ConfirmedApp {
  readonly account: Account;
  readonly client: GatewayClient;
  readonly check: RemovalCheck;
}

/** What deleting and uninstalling need besides the apps. */
export interface RemovalOptions {
  readonly journal: Journal;
  readonly timing: Timing;
  /** Cancels what has not been sent yet, and waits for an outcome. A request that was sent can't be taken back. */
  readonly signal: AbortSignal;
  /** Called when an outcome could not be written to the journal. */
  readonly onJournalFailure: (error: unknown) => void;
}
