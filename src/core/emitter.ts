/** Ends a subscription; calling it again does nothing. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener; the same shape as an event of VS Code, so that the editor's side can use it as one. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** A source of events for the parts that know nothing of VS Code. */
export interface Emitter<T> {
  readonly event: Event<T>;
  fire(value: T): void;
  /** Ends all subscriptions, and those to come: what it told of is over. */
  dispose(): void;
}

let subscribed = 0;

/**
 * How many listeners are subscribed to all emitters together: after the same work it is the same, or something leaks.
 */
export const listenerCount = (): number => subscribed;

/** Makes an emitter; listeners are called in the order in which they subscribed. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => unknown>();
  let isOver = false;
  return {
    event(listener) {
      if (isOver) return { dispose: () => undefined };
      // A wrapper of its own lets the same function subscribe twice.
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
