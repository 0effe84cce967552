import { backoff } from '../../core/backoff.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchUninstallTask } from '../../gateway/operations/fetch-uninstall-task.ts';
import type { RemovalEnvironment } from './removal-environment.ts';

/**
 * The Forge CLI's way of polling a task, in milliseconds; TOO_MANY_REQUESTS makes it back off, so many times in a row.
 */
const poll = { everyMs: 500, attempts: 40, limited: { firstMs: 5000, maxMs: 20_000 } } as const;

/** Backoff while the gateway can't be asked, in milliseconds. */
const unreached = { firstMs: 1000, maxMs: 20_000 } as const;

/** How long a task that is under way is still followed once the person cancelled, in milliseconds. */
const graceMs = 10_000;

/** Errors that pass by themselves. */
const passing: ReadonlySet<string> = new Set(['offline', 'timeout', 'serverError', 'badReply']);

/** How a task ended, as far as it could be followed. */
export type TaskEnd =
  | { readonly state: 'complete' }
  | { readonly state: 'failed'; readonly error: ForgeError }
  | { readonly state: 'lost'; readonly error: ForgeError };

/**
 * Polls a task until it ends. Never throws: a task that can't be followed any more is `lost`, and may end either way.
 */
export async function followTask(
  client: GatewayClient,
  id: string,
  { timing, signal }: RemovalEnvironment,
): Promise<TaskEnd> {
  let limited = 0;
  let unreachable = 0;
  let cancelledAt: number | undefined;
  for (;;) {
    let waitMs: number = poll.everyMs;
    let mayGiveUp = false;
    try {
      const task = await fetchUninstallTask(client, id);
      if (task.state === 'complete') return { state: 'complete' };
      if (task.state === 'failed') return { state: 'failed', error: task.error };
      limited = unreachable = 0;
      if (signal.aborted) cancelledAt ??= timing.now();
      mayGiveUp = cancelledAt !== undefined && timing.now() - cancelledAt >= graceMs;
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (error.kind === 'rateLimited') {
        if (limited + 1 >= poll.attempts) return { state: 'lost', error };
        waitMs = backoff(limited++, poll.limited, timing.random);
      } else if (passing.has(error.kind)) {
        waitMs = backoff(unreachable++, unreached, timing.random);
      } else return { state: 'lost', error };
      mayGiveUp = true;
    }
    try {
      // A task that answers is followed to its end, unless it does not come; one that can't be asked is let go at once.
      await timing.wait(waitMs, mayGiveUp ? signal : undefined);
    } catch (thrown) {
      return { state: 'lost', error: toForgeError(thrown) };
    }
  }
}
