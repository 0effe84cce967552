import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.ts';
import type { ForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import type { RemovalCheck } from './removal-check.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { NamedRow } from './installed-rows.ts';
import type { Timing } from './timing.ts';

/** An app that somebody has seen the check of, and confirmed to have removed. */
export interface Confirmed {
  readonly account: Account;
  readonly client: GatewayClient;
  readonly check: RemovalCheck;
}

/** What carrying something out needs beside what was confirmed. */
export interface RemovalEnvironment {
  readonly journal: Journal;
  readonly timing: Timing;
  /** Gives up what has not begun, and waiting that leads nowhere; what was sent is not taken back. */
  readonly signal: AbortSignal;
  /** Hears of outcomes that could not be noted in the journal. */
  readonly onJournalFailure: (error: unknown) => void;
}

/** How one request came out, for the journal. */
export interface NotedOutcome {
  readonly outcome: Exclude<JournalEntry['outcome'], 'sent'>;
  readonly requestId?: string | undefined;
  readonly error?: ForgeError | undefined;
}

/**
 * Notes that a request is about to be sent, and gives what notes its outcome. Throws what the disk says: then nothing
 * may be sent.
 */
export async function noteSending(
  { account, check }: Confirmed,
  { journal, onJournalFailure }: RemovalEnvironment,
  row?: NamedRow,
): Promise<(outcome: NotedOutcome) => Promise<void>> {
  const entry = {
    request: randomUUID(),
    account: { id: account.id, email: account.email },
    gateway: account.gateway,
    app: { id: check.id, name: check.name },
    action: row === undefined ? ('delete' as const) : ('uninstall' as const),
    ...(row && {
      installation: { id: row.id, site: row.site, atlassianApp: row.atlassianApp, environment: row.environment },
    }),
  };
  await journal.append({ ...entry, outcome: 'sent' });
  return async ({ outcome, requestId, error }) => {
    const id = requestId ?? error?.details.requestId;
    const noted = {
      ...entry,
      outcome,
      ...(id !== undefined && { requestId: id }),
      ...(error && { message: error.message }),
    };
    await journal.append(noted).catch(onJournalFailure);
  };
}
