import type { Account } from '../core/account.ts';
import type { Limiters } from '../gateway/limiters.ts';
import type { Accounts } from './accounts.ts';

/**
 * Returns whether an account's data may be asked for in the background: nothing is asked in vain, and no background
 * request makes people wait for the rate limit, or goes on waiting where somebody stopped that.
 */
export const mayAskInBackground =
  (accounts: Pick<Accounts, 'isRejected'>, limiters: Pick<Limiters, 'of'>) =>
  ({ key, gateway, email }: Account): boolean =>
    !accounts.isRejected(key) && !limiters.of(new URL(gateway), email).isPaused();
