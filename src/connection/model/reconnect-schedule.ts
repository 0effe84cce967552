import type { Clock } from '../../core/clock.ts';
import type { Disposable, Event } from '../../core/emitter.ts';

/** Shortest and longest wait between two retries, in milliseconds; it doubles from one to the next. */
const firstMs = 5_000;
const longestMs = 5 * 60_000;

export interface ReconnectOptions {
  /** Whether something could not be fetched because the gateway was unreachable. */
  readonly isOffline: () => boolean;
  /** Fires when `isOffline` may have changed. */
  readonly onDidChange: Event<undefined>;
  /** Whether the window has the focus. */
  readonly isFocused: () => boolean;
  /** Fires when the window gets or loses the focus, and when network settings change. */
  readonly onDidChangeFocusOrNetwork: Event<undefined>;
  /** Sends one cheap request, and fetches what is missing if the gateway answers. Never throws. */
  readonly reconnect: () => Promise<unknown>;
  readonly clock: Clock;
}

/**
 * Retries with exponential backoff while the gateway is unreachable, and at once when the window gets the focus. Sends
 * nothing while nothing is missing or the window has no focus.
 */
export function scheduleReconnects(options: ReconnectOptions): Disposable {
  return new ReconnectSchedule(options);
}

class ReconnectSchedule implements Disposable {
  readonly #options: ReconnectOptions;
  readonly #subscriptions: readonly Disposable[];
  #waitMs = firstMs;
  #cancel: (() => void) | undefined;
  #isRetrying = false;
  #isDisposed = false;

  constructor(options: ReconnectOptions) {
    this.#options = options;
    this.#subscriptions = [
      options.onDidChange(() => this.#schedule()),
      options.onDidChangeFocusOrNetwork(() => {
        this.#waitMs = firstMs;
        if (this.#shouldRetry() && !this.#isRetrying) void this.#retry();
        else this.#schedule();
      }),
    ];
    this.#schedule();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#schedule();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #shouldRetry(): boolean {
    return !this.#isDisposed && this.#options.isOffline() && this.#options.isFocused();
  }

  /** Schedules the next retry unless one is scheduled or running, or cancels it if there is no reason for one. */
  #schedule(): void {
    if (this.#shouldRetry()) {
      if (!this.#isRetrying) this.#cancel ??= this.#options.clock.after(this.#waitMs, () => void this.#retry());
      return;
    }
    this.#cancelScheduled();
    // During a retry nothing counts as offline: only after it is it known whether the backoff may start over.
    if (!this.#isRetrying && !this.#options.isOffline()) this.#waitMs = firstMs;
  }

  async #retry(): Promise<void> {
    this.#cancelScheduled();
    this.#isRetrying = true;
    this.#waitMs = Math.min(this.#waitMs * 2, longestMs);
    await this.#options.reconnect();
    this.#isRetrying = false;
    this.#schedule();
  }

  #cancelScheduled(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
