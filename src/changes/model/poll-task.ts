import { backoff } from '../../core/backoff.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchInstallationTask } from '../../gateway/operations/fetch-installation-task.ts';
import type { ChangeOptions } from './change.ts';

/** How the Forge CLI polls a task, in milliseconds; `attempts` counts consecutive rate-limited polls. */
const poll = { everyMs: 500, attempts: 40, limited: { firstMs: 5000, maxMs: 20_000 } } as const;

/** Backoff while the gateway is unreachable, in milliseconds. */
const unreachableBackoff = { firstMs: 1000, maxMs: 20_000 } as const;

/** How long a running task is still polled after the user cancels, in milliseconds. */
const graceMs = 10_000;

/** Errors worth a retry. */
const transientErrors: ReadonlySet<string> = new Set(['offline', 'timeout', 'serverError', 'badReply']);

export type TaskResult =
  | { readonly status: 'complete' }
  | { readonly status: 'failed'; readonly error: ForgeError }
  /** Polling ended before the task did, which may still complete or fail. */
  | { readonly status: 'lost'; readonly error: ForgeError };

/** Polls the installation task with this id until it ends. Never throws. */
export async function pollTask(
  client: GatewayClient,
  id: string,
  { timing, signal }: Pick<ChangeOptions, 'timing' | 'signal'>,
): Promise<TaskResult> {
  let limited = 0;
  let unreachable = 0;
  let cancelledAt: number | undefined;
  for (;;) {
    let waitMs: number = poll.everyMs;
    let isCancellable = false;
    try {
      const task = await fetchInstallationTask(client, id);
      if (task.state === 'complete') return { status: 'complete' };
      if (task.state === 'failed') return { status: 'failed', error: task.error };
      limited = unreachable = 0;
      if (signal.aborted) cancelledAt ??= timing.now();
      isCancellable = cancelledAt !== undefined && timing.now() - cancelledAt >= graceMs;
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (error.kind === 'rateLimited') {
        if (limited + 1 >= poll.attempts) return { status: 'lost', error };
        waitMs = backoff(limited++, poll.limited, timing.random);
      } else if (transientErrors.has(error.kind)) {
        waitMs = backoff(unreachable++, unreachableBackoff, timing.random);
      } else return { status: 'lost', error };
      isCancellable = true;
    }
    try {
      // While the task answers, cancelling takes effect only after the grace period; while it doesn't, at once.
      await timing.wait(waitMs, isCancellable ? signal : undefined);
    } catch (thrown) {
      return { status: 'lost', error: toForgeError(thrown) };
    }
  }
}
