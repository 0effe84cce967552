import { randomUUID } from 'node:crypto';
import type { ForgeError } from '../../core/errors.ts';
import { thisProcess } from '../../files/running-process.ts';
import type { ChangeOptions, ChangeSubject, PendingSince } from './change.ts';
import type { JournalEntry } from './journal.ts';
import { noteUnderWay, pendingRequest } from './pending-change.ts';

/** The outcome of one request, for the journal. */
export interface RecordedOutcome {
  readonly outcome: Exclude<JournalEntry['outcome'], 'sent'>;
  readonly requestId?: string | undefined;
  readonly error?: ForgeError | undefined;
}

/** Leave to send a request, with a function that records its outcome; or another one like it that is pending. */
export type Permit =
  | { readonly pending?: undefined; readonly recordOutcome: (outcome: RecordedOutcome) => Promise<void> }
  | { readonly pending: PendingSince };

/** What the journal’s entries about a change have in common. */
export function requestSubject({ account, app, action, environment, subject, installation }: ChangeSubject) {
  return {
    account: { id: account.id, email: account.email },
    gateway: account.gateway,
    app: { id: app.id, name: app.name },
    action,
    ...(environment !== undefined && { environment }),
    ...(subject !== undefined && { subject }),
    ...(installation && { installation }),
  };
}

/**
 * Writes to the journal that a request is about to be sent. Only one such request may be pending, in all windows: of two
 * that are written at the same time the second is withdrawn. Throws the file system's error if the journal can't be read
 * or written: then the request must not be sent.
 */
export async function recordSending(
  change: ChangeSubject,
  { journal, timing, onJournalFailure }: ChangeOptions,
): Promise<Permit> {
  const { mayOverlap = false } = change;
  const entry = { request: randomUUID(), ...requestSubject(change) };
  const firstPending = () => (mayOverlap ? undefined : pendingRequest(journal, entry, timing.epoch()));
  const earlier = await firstPending();
  if (earlier) return { pending: earlier };
  await journal.append({ ...entry, outcome: 'sent', sender: thisProcess() });
  const first = await firstPending();
  if (!mayOverlap && first?.entry.request !== entry.request) {
    await journal.append({ ...entry, outcome: 'failed', message: 'Withdrawn: another window is doing it' });
    const now = new Date(timing.epoch());
    return { pending: first ?? { since: now, until: now, isLeft: false } };
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
