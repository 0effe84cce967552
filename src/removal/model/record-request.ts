import { randomUUID } from 'node:crypto';
import type { ForgeError } from '../../core/errors.ts';
import type { JournalEntry } from './journal.ts';
import type { NamedRow } from './named-rows.ts';
import type { ConfirmedApp, RemovalOptions } from './removal-options.ts';

/** The outcome of one request, for the journal. */
export interface RecordedOutcome {
  readonly outcome: Exclude<JournalEntry['outcome'], 'sent'>;
  readonly requestId?: string | undefined;
  readonly error?: ForgeError | undefined;
}

/**
 * Writes to the journal that a request is about to be sent: an uninstallation of `row`, or a deletion without one.
 * Returns a function that records the outcome. Throws the file system's error if the journal can't be written: then
 * the request must not be sent.
 */
export async function recordSending(
  { account, check }: ConfirmedApp,
  { journal, onJournalFailure }: RemovalOptions,
  row?: NamedRow,
): Promise<(outcome: RecordedOutcome) => Promise<void>> {
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
    const finished = {
      ...entry,
      outcome,
      ...(id !== undefined && { requestId: id }),
      ...(error && { message: error.message }),
    };
    await journal.append(finished).catch(onJournalFailure);
  };
}
