// Shared by the tests of removing things: a clock that does not wait, an in-memory journal, an app to remove.
import type { Account } from '../../src/core/account.ts';
import { appAri } from '../../src/core/ids.ts';
import { checkApp } from '../../src/removal/model/removal-check.ts';
import type { ChangeOptions } from '../../src/changes/model/change.ts';
import type { ConfirmedApp } from '../../src/removal/model/confirmed-app.ts';
import type { Journal, JournalEntry } from '../../src/changes/model/journal.ts';
import type { Timing } from '../../src/changes/model/timing.ts';
import { ForgeError } from '../../src/core/errors.ts';
import type { SandboxAccount } from '../../src/sandbox/sandbox-server.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';

/** A clock that skips each wait. */
export interface JumpingTime extends Timing {
  /** The waits, in order. */
  readonly waits: readonly number[];
  /** Called before each wait is skipped. */
  onWait?: (ms: number) => unknown;
}

/** Creates a clock that starts at 0; `random` always returns 0.5 by default. */
export function jumpingTime(random: () => number = () => 0.5): JumpingTime {
  const waits: number[] = [];
  let at = 0;
  return {
    waits,
    now: () => at,
    epoch: () => at,
    random,
    async wait(ms, signal) {
      waits.push(ms);
      await this.onWait?.(ms);
      if (signal?.aborted) throw new ForgeError('cancelled', 'Cancelled');
      at += ms;
      await Promise.resolve();
    },
  };
}

/** Creates a journal backed by an array; `now` in milliseconds since 1970. */
export function memoryJournal(now: () => number = () => 0): Journal & { readonly entries: JournalEntry[] } {
  const entries: JournalEntry[] = [];
  return {
    entries,
    append: (entry) => Promise.resolve(void entries.push({ at: new Date(now()).toISOString(), ...entry })),
    read: () => Promise.resolve({ entries, unreadable: 0 }),
  };
}

/** Returns options for deleting and uninstalling, with their parts for assertions. */
export function removalOptions(random?: () => number) {
  const time = jumpingTime(random);
  const journal = memoryJournal(time.epoch);
  const cancel = new AbortController();
  const failures: unknown[] = [];
  const options: ChangeOptions = {
    timing: time,
    journal,
    signal: cancel.signal,
    onJournalFailure: (error) => void failures.push(error),
  };
  return { time, journal, cancel, failures, options };
}

/** Returns a sandbox account in the product's form. */
export function accountOf({ accountId, email, name }: SandboxAccount, gateway: string): Account {
  return { key: `${gateway} ${accountId}`, id: accountId, email, name, gateway, kind: 'atlassian' };
}

/** Returns an app with its check, as if confirmed. */
export async function confirmed(client: GatewayClient, account: Account, uuid: string): Promise<ConfirmedApp> {
  return { account, client, check: await checkApp(client, account.id, appAri(uuid)) };
}
