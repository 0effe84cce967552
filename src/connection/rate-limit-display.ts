import * as vscode from 'vscode';
import { commandLink } from '../contributions.ts';
import type { Account } from '../core/account.ts';
import { createEmitter, type Disposable, type Event } from '../core/emitter.ts';
import type { Limiters } from '../gateway/limiters.ts';
import { setContext } from '../vscode/set-context.ts';
import { count } from '../vscode/text.ts';

/** Shows that requests wait for Atlassian's rate limit, and the remaining time. */
export interface RateLimitDisplay extends Disposable {
  /** The current text; undefined while nothing waits. */
  readonly text: string | undefined;
  /** The same for one account's requests. */
  textOf(account: Account): string | undefined;
  /** Fires with each new text: every second while something waits. */
  readonly onDidChange: Event<undefined>;
}

/** Creates the status bar item, visible only while something waits; clicking it stops the waiting. */
export function createRateLimitDisplay(limiters: Limiters): RateLimitDisplay {
  const changed = createEmitter<undefined>();
  let item: vscode.StatusBarItem | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let text: string | undefined;

  function show(): void {
    const waiting = limiters.waiting();
    text = waiting && waitingText(waiting.ms);
    clearTimeout(ticking);
    if (waiting === undefined) {
      item?.dispose();
      item = undefined;
    } else {
      item ??= newItem();
      item.text = `$(watch) ${text ?? ''}`;
      item.tooltip =
        waiting.requests === 1
          ? vscode.l10n.t('One request is waiting for Atlassian’s rate limit. Select to stop waiting.')
          : vscode.l10n.t(
              '{0} requests are waiting for Atlassian’s rate limit. Select to stop waiting.',
              count(waiting.requests),
            );
      // Fires when the number of seconds changes.
      ticking = setTimeout(show, Math.max(50, waiting.ms % 1000 || 1000));
    }
    changed.fire(undefined);
  }

  const following = limiters.onDidChange(() => {
    setContext('forgeConsole.rateLimited', limiters.waiting() !== undefined);
    show();
  });
  return {
    get text() {
      return text;
    },
    textOf({ gateway, email }) {
      const waiting = limiters.of(new URL(gateway), email).waiting();
      return waiting && waitingText(waiting.ms);
    },
    onDidChange: changed.event,
    dispose() {
      clearTimeout(ticking);
      item?.dispose();
      following.dispose();
    },
  };
}

function waitingText(ms: number): string {
  return vscode.l10n.t('Waiting for Atlassian’s rate limit, {0} s', count(Math.ceil(ms / 1000)));
}

function newItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('forgeConsole.rateLimit', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Forge Console: Atlassian’s Rate Limit');
  item.command = commandLink('forgeConsole.rateLimit.stopWaiting').command;
  item.show();
  return item;
}
