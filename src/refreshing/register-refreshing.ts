import { window } from 'vscode';
import { mayAskInBackground } from '../accounts/may-ask.ts';
import { systemClock } from '../core/clock.ts';
import type { Shared } from '../shared.ts';
import { createChangeLooks } from './model/change-looks.ts';
import { changeSources } from './model/change-sources.ts';
import { watchTerminals } from './terminal-watch.ts';

/** Shows what the Forge CLI and other people change, without being asked to. */
export function registerRefreshing(shared: Shared): void {
  const { accounts, data, network } = shared;
  const mayAsk = mayAskInBackground(accounts, network.limiters);
  const looks = createChangeLooks({
    sources: () => changeSources(data.list.filter(({ account }) => mayAsk(account))),
    isFocused: () => window.state.focused,
    clock: systemClock,
  });
  shared.own(looks, watchTerminals(looks));
}
