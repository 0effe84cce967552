import * as vscode from 'vscode';
import { systemClock } from '../core/clock.ts';
import { createEmitter, type Disposable } from '../core/emitter.ts';
import { inBackground } from '../gateway/priority.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import { scheduleReconnects } from './model/reconnect-schedule.ts';
import { onDidChangeNetworkSettings } from '../vscode/network-settings.ts';
import type { AccountDataSet } from '../accounts/account-data-set.ts';

/** Fetches the data that accounts lack because they were offline, as soon as their gateway answers again. */
export function reconnectAutomatically(data: AccountDataSet): Disposable {
  const changed = createEmitter<undefined>();
  const focusOrNetwork = createEmitter<undefined>();
  const watched = new WeakSet<AccountData>();

  function watchAll(): void {
    for (const account of data.list) {
      if (watched.has(account)) continue;
      account.onDidChangeOffline(() => changed.fire(undefined));
      watched.add(account);
    }
    changed.fire(undefined);
  }

  const schedule = scheduleReconnects({
    isOffline: () => data.list.some(({ isOffline }) => isOffline),
    onDidChange: changed.event,
    isFocused: () => vscode.window.state.focused,
    onDidChangeFocusOrNetwork: focusOrNetwork.event,
    reconnect: () => inBackground(() => Promise.all(data.list.map((account) => account.reconnect()))),
    clock: systemClock,
  });
  watchAll();
  return vscode.Disposable.from(
    data.onDidChange(watchAll),
    vscode.window.onDidChangeWindowState(() => focusOrNetwork.fire(undefined)),
    onDidChangeNetworkSettings(() => focusOrNetwork.fire(undefined)),
    schedule,
  );
}
