import { window } from 'vscode';
import type { Account } from '../core/account.ts';
import { systemClock } from '../core/clock.ts';
import type { Shared } from '../shared.ts';
import { createChangeLooks } from './model/change-looks.ts';
import { changeSources } from './model/change-sources.ts';
import { watchTerminals } from './terminal-watch.ts';

/** Shows what the Forge CLI and other people change, without being asked to. */
export function registerRefreshing(shared: Shared): void {
  const { accounts, data, network } = shared;
  /** Nothing is asked in vain, and no background request makes people wait for the rate limit. */
  const mayAsk = ({ key, gateway, email }: Account) =>
    !accounts.isRejected(key) && !network.limiters.of(new URL(gateway), email).isPaused();
  const looks = createChangeLooks({
    sources: () => changeSources(data.list.filter(({ account }) => mayAsk(account))),
    isFocused: () => window.state.focused,
    clock: systemClock,
  });
  shared.own(looks, watchTerminals(looks));
}
