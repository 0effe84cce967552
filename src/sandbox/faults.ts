/** A failure to inject into a request. */
export type Fault =
  /** The reply is delayed by `ms` milliseconds. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The reply is delayed until the promise is fulfilled. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** The connection is closed before the operation is executed. */
  | { readonly kind: 'drop' }
  /** The operation is executed, then the connection is closed without a reply. */
  | { readonly kind: 'dropAfterSending' }
  /** Nothing is executed, and no reply is sent. */
  | { readonly kind: 'hang' }
  /** A reply with this status; nothing is executed. `retryAfter` is the value of that header. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  /** The real reply, made invalid JSON. */
  | { readonly kind: 'malformed' }
  /** The first half of the real reply, with the content length of all of it. */
  | { readonly kind: 'truncated' }
  /**
   * `errors[]` with HTTP 200. Nothing is executed and `data` is null, unless `keepData` keeps the real data, or
   * `nullPath` (such as `['app', 'name']`) keeps it except for that value.
   */
  | {
      readonly kind: 'errors';
      readonly errors: readonly {
        readonly message: string;
        readonly errorType?: string;
        readonly statusCode?: number;
      }[];
      readonly keepData?: boolean;
      readonly nullPath?: readonly (string | number)[];
    }
  /** The real reply, changed by a function. */
  | { readonly kind: 'reply'; readonly change: (body: unknown) => unknown }
  /** The real reply, dated by a clock that is ahead of this computer's. */
  | { readonly kind: 'clock'; readonly aheadMs: number }
  /** An HTML page with HTTP 200, as from a proxy. */
  | { readonly kind: 'garbage' };

/** The faults of a sandbox, by GraphQL operation name. */
export interface Faults {
  /**
   * Injects a fault into the next `times` requests of an operation (default: until cleared); `'*'` means all
   * operations, undefined removes the fault.
   */
  set(operation: string, fault: Fault | undefined, times?: number): void;
  clear(): void;
}

export interface FaultSwitchboard extends Faults {
  /**
   * Returns the fault for a request of this operation, and counts it. A fault of the operation itself precedes one of
   * `'*'`.
   */
  take(operation: string): Fault | undefined;
}

/** Creates the faults of a sandbox; `onTaken` is called with each that meets a request. */
export function createFaults(onTaken: (fault: Fault) => void = () => undefined): FaultSwitchboard {
  const active = new Map<string, { fault: Fault; left: number }>();
  return {
    set(operation, fault, times = Infinity) {
      if (fault && times > 0) active.set(operation, { fault, left: times });
      else active.delete(operation);
    },
    clear: () => active.clear(),
    take(operation) {
      const key = active.has(operation) ? operation : '*';
      const entry = active.get(key);
      if (entry && --entry.left === 0) active.delete(key);
      if (entry) onTaken(entry.fault);
      return entry?.fault;
    },
  };
}
