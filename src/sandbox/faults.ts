/** What can be made to go wrong with a request. */
export type Fault =
  /** The reply comes `ms` later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection is destroyed before anything is done. */
  | { readonly kind: 'drop' }
  /** The operation is executed, then the connection is destroyed without a reply. */
  | { readonly kind: 'dropAfterSending' }
  /** Nothing is done and no reply ever comes. */
  | { readonly kind: 'hang' }
  /** A reply with this status and nothing done; `retryAfter` is sent as the header as it stands. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  /** The true reply with a character out of place, so that it is no JSON. */
  | { readonly kind: 'malformed' }
  /** The first half of the true reply; the header promises all of it. */
  | { readonly kind: 'truncated' }
  /**
   * `errors[]` under HTTP 200. Nothing is done and the data is null; unless `keepData` leaves the true data beside the
   * errors, or `nullPath` (such as `['app', 'name']`) leaves it but for that one value.
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
  /** The true reply, changed: fields missing or null, unknown fields and enum values. */
  | { readonly kind: 'reply'; readonly change: (body: unknown) => unknown }
  /** A page of HTML under HTTP 200, as a proxy would send it. */
  | { readonly kind: 'garbage' };

/** The faults of a sandbox, by GraphQL operation name. */
export interface Faults {
  /**
   * Lets `fault` happen to the next `times` requests of an operation (default: until cleared), `'*'` standing for all;
   * undefined ends it.
   */
  set(operation: string, fault: Fault | undefined, times?: number): void;
  clear(): void;
}

export interface FaultSwitchboard extends Faults {
  /**
   * The fault that a request of this operation meets, one of its times used up. The operation's own goes before that of
   * `'*'`.
   */
  take(operation: string): Fault | undefined;
}

export function createFaults(): FaultSwitchboard {
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
      return entry?.fault;
    },
  };
}
