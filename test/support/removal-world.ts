// What the tests of removing things share: a clock that does not make them wait, a journal in memory, an app to remove.
import type { Account } from '../../src/core/account.ts';
import { appAri } from '../../src/core/ids.ts';
import { checkApp } from '../../src/removal/model/removal-check.ts';
import type { ConfirmedApp, RemovalOptions } from '../../src/removal/model/removal-options.ts';
import type { Journal, JournalEntry } from '../../src/removal/model/journal.ts';
import type { Timing } from '../../src/removal/model/timing.ts';
import { ForgeError } from '../../src/core/errors.ts';
import type { SandboxAccount } from '../../src/sandbox/sandbox-server.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';

/** A clock that jumps over each wait. */
export interface JumpingTime extends Timing {
  /** What was waited for, in turn. */
  readonly waits: readonly number[];
  /** Called before each jump. */
  onWait?: (ms: number) => unknown;
}

/** Time from 0 on; `random` is given, 0.5 unless told. */
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

/** A journal that is an array. */
export function memoryJournal(): Journal & { readonly entries: JournalEntry[] } {
  const entries: JournalEntry[] = [];
  return {
    entries,
    append: (entry) => Promise.resolve(void entries.push({ at: new Date(0).toISOString(), ...entry })),
    read: () => Promise.resolve({ entries, unreadable: 0 }),
  };
}

/** Options for deleting and uninstalling, with their parts for assertions. */
export function removalOptions(random?: () => number) {
  const time = jumpingTime(random);
  const journal = memoryJournal();
  const cancel = new AbortController();
  const failures: unknown[] = [];
  const options: RemovalOptions = {
    timing: time,
    journal,
    signal: cancel.signal,
    onJournalFailure: (error) => void failures.push(error),
  };
  return { time, journal, cancel, failures, options };
}

/** The account as the product knows it. */
export function accountOf({ accountId, email, name }: SandboxAccount, gateway: string): Account {
  return { key: `${gateway} ${accountId}`, id: accountId, email, name, gateway, kind: 'atlassian' };
}

/** An app with its check, as if it had been confirmed. */
export async function confirmed(client: GatewayClient, account: Account, uuid: string): Promise<ConfirmedApp> {
  return { account, client, check: await checkApp(client, account.id, appAri(uuid)) };
}
