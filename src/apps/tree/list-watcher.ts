import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { AccountData } from '../model/account-data.ts';

/** Longest time between a page's arrival and its rows, in milliseconds: pages that come fast are drawn together. */
const redrawMs = 150;

export interface ListWatcherOptions {
  readonly data: AccountDataSet;
  /** Draws all rows. */
  readonly redraw: () => void;
  /** Called with the key of an account that is gone. */
  readonly onRemoved: (accountKey: string) => void;
}

/** Has the tree drawn as the accounts and their lists of apps change. */
export class ListWatcher implements Disposable {
  readonly #options: ListWatcherOptions;
  readonly #subscriptions = new Map<string, readonly Disposable[]>();
  readonly #accounts: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ListWatcherOptions) {
    this.#options = options;
    this.#accounts = options.data.onDidChange(() => this.#followAccounts());
    this.#followAccounts();
  }

  /** Draws all rows at once, and not again for what came before. */
  readonly redraw = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#options.redraw();
  };

  dispose(): void {
    clearTimeout(this.#timer);
    this.#accounts.dispose();
    for (const subscription of [...this.#subscriptions.values()].flat()) subscription.dispose();
  }

  #followAccounts(): void {
    const { list } = this.#options.data;
    const keys = new Set(list.map(({ account }) => account.key));
    for (const [key, subscriptions] of this.#subscriptions) {
      if (keys.has(key)) continue;
      for (const subscription of subscriptions) subscription.dispose();
      this.#subscriptions.delete(key);
      this.#options.onRemoved(key);
    }
    for (const account of list) if (!this.#subscriptions.has(account.account.key)) this.#follow(account);
    this.redraw();
  }

  /** Draws the first news of a list at once and what follows together with what comes with it. */
  #follow({ account, apps, removals }: AccountData): void {
    let drawn: unknown;
    const draw = () => {
      const { status, value } = apps.state;
      const isNews = status !== 'loading' || (drawn === undefined && value !== undefined);
      drawn = value;
      if (isNews) this.redraw();
      else this.#timer ??= setTimeout(this.redraw, redrawMs);
    };
    this.#subscriptions.set(account.key, [apps.onDidChange(draw), removals.onDidChange(this.redraw)]);
  }
}
