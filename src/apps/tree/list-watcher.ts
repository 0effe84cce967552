import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { AccountData } from '../model/account-data.ts';

/**
 * Longest delay between the arrival of a page and its rows, in milliseconds: pages that arrive in quick succession are
 * drawn together.
 */
const redrawMs = 150;

export interface ListWatcherOptions {
  readonly data: AccountDataSet;
  readonly redraw: () => void;
  /** Called with the key of an account that was removed. */
  readonly onRemoved: (accountKey: string) => void;
}

/** Redraws the tree as the accounts and their lists of apps change. */
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

  /** Redraws all rows at once and cancels a pending redraw. */
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

  /** Draws a list's first page and its end at once, and collects the pages in between. */
  #follow({ account, apps, mySites, removals, onDidLoad }: AccountData): void {
    let drawn: unknown;
    const draw = () => {
      const { status, value } = apps.state;
      const isNews = status !== 'loading' || (drawn === undefined && value !== undefined);
      drawn = value;
      if (isNews) this.redraw();
      else drawSoon();
    };
    const drawSoon = () => (this.#timer ??= setTimeout(this.redraw, redrawMs));
    this.#subscriptions.set(account.key, [
      apps.onDidChange(draw),
      removals.onDidChange(this.redraw),
      mySites.onDidChange(this.redraw),
      // What is loaded of an app may change whether it fits the filter, and what can be done with it.
      onDidLoad(drawSoon),
    ]);
  }
}
