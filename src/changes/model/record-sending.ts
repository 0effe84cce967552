import { randomUUID } from 'node:crypto';
import type { ForgeError } from '../../core/errors.ts';
import type { ChangeOptions, ChangeSubject } from './change.ts';
import type { JournalEntry } from './journal.ts';
import { noteUnderWay, pendingRequest } from './pending-change.ts';

/** The outcome of one request, for the journal. */
export interface RecordedOutcome {
  readonly outcome: Exclude<JournalEntry['outcome'], 'sent'>;
  readonly requestId?: string | undefined;
  readonly error?: ForgeError | undefined;
}

/** Leave to send a request, with a function that records its outcome; or since when another one like it is pending. */
export type Permit =
  | { readonly pendingSince?: undefined; readonly recordOutcome: (outcome: RecordedOutcome) => Promise<void> }
  | { readonly pendingSince: Date };

/**
 * Writes to the journal that a request is about to be sent. Only one such request may be pending, in all windows: of two
 * that are written at the same time the second is withdrawn. Throws the file system's error if the journal can't be read
 * or written: then the request must not be sent.
 */
export async function recordSending(
  { mayOverlap = false, account, app, action, environment, subject, installation }: ChangeSubject,
  { journal, timing, onJournalFailure }: ChangeOptions,
): Promise<Permit> {
  const entry = {
    request: randomUUID(),
    account: { id: account.id, email: account.email },
    gateway: account.gateway,
    app: { id: app.id, name: app.name },
    action,
    ...(environment !== undefined && { environment }),
    ...(subject !== undefined && { subject }),
    ...(installation && { installation }),
  };
  const pending = () => (mayOverlap ? undefined : pendingRequest(journal, entry, timing.epoch()));
  const earlier = await pending();
  if (earlier) return { pendingSince: earlier.since };
  await journal.append({ ...entry, outcome: 'sent' });
  const first = await pending();
  if (!mayOverlap && first?.request !== entry.request) {
    await journal.append({ ...entry, outcome: 'failed', message: 'Withdrawn: another window is doing it' });
    return { pendingSince: first?.since ?? new Date(timing.epoch()) };
  }
  const hasEnded = noteUnderWay(journal, entry.request);
  return {
    async recordOutcome({ outcome, requestId, error }) {
      const id = requestId ?? error?.details.requestId;
      const finished = {
        ...entry,
        outcome,
        ...(id !== undefined && { requestId: id }),
        ...(error && { message: error.message }),
      };
      await journal.append(finished).catch(onJournalFailure);
      hasEnded();
    },
  };
}
