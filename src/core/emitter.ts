/** Ends a subscription; calling it again does nothing. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener. Compatible with VS Code's `Event`, so that code on the editor's side can use it as one. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** An event source for the code that must not depend on VS Code. */
export interface Emitter<T> {
  readonly event: Event<T>;
  fire(value: T): void;
  /** Ends all subscriptions, and ignores later ones. */
  dispose(): void;
}

let subscribed = 0;

/** Returns how many listeners are subscribed across all emitters. A higher count after the same work means a leak. */
export const listenerCount = (): number => subscribed;

/** Creates an emitter; listeners are called in the order they subscribed. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => unknown>();
  let isOver = false;
  return {
    event(listener) {
      if (isOver) return { dispose: () => undefined };
      // A wrapper per subscription, so that the same function can subscribe twice.
      const own = (value: T) => listener(value);
      listeners.add(own);
      subscribed++;
      return {
        dispose() {
          if (listeners.delete(own)) subscribed--;
        },
      };
    },
    fire(value) {
      for (const listener of [...listeners]) listener(value);
    },
    dispose() {
      isOver = true;
      subscribed -= listeners.size;
      listeners.clear();
    },
  };
}
