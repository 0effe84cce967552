import * as vscode from 'vscode';
import { systemClock } from '../core/clock.ts';
import { createEmitter, type Disposable } from '../core/emitter.ts';
import { inBackground } from '../gateway/priority.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import { watchForComeback } from './model/reconnect-schedule.ts';
import { onDidChangeNetworkSettings } from '../vscode/network-settings.ts';
import type { AccountDataSet } from '../accounts/account-data-set.ts';

/**
 * Fetches what an account could not fetch while it was offline as soon as its gateway is back and somebody looks at the
 * window.
 */
export function comeBackByItself(data: AccountDataSet): Disposable {
  const changed = createEmitter<undefined>();
  const surroundings = createEmitter<undefined>();
  const followed = new WeakSet<AccountData>();

  function follow(): void {
    for (const one of data.list) if (!followed.has(one)) one.onDidChangeReach(() => changed.fire(undefined));
    for (const one of data.list) followed.add(one);
    changed.fire(undefined);
  }

  const watching = watchForComeback({
    isCutOff: () => data.list.some(({ isCutOff }) => isCutOff),
    onDidChange: changed.event,
    isWatched: () => vscode.window.state.focused,
    onDidChangeSurroundings: surroundings.event,
    comeBack: () => inBackground(() => Promise.all(data.list.map((one) => one.comeBack()))),
    clock: systemClock,
  });
  follow();
  return vscode.Disposable.from(
    data.onDidChange(follow),
    vscode.window.onDidChangeWindowState(() => surroundings.fire(undefined)),
    onDidChangeNetworkSettings(() => surroundings.fire(undefined)),
    watching,
  );
}
