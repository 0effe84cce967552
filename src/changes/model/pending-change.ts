import type { Journal, JournalEntry } from './journal.ts';
import { longestAskingMs } from './poll-outcome.ts';

/**
 * How long after "sent" a request without an outcome counts as pending, in milliseconds: it may have waited for its turn
 * and for the gateway before the asking began. After that, the window that sent it was closed.
 */
const pendingForMs = longestAskingMs + 5 * 60_000;

/** What a request is about, such as deleting an app, or setting one variable of an environment of it. */
export type RequestSubject = Pick<JournalEntry, 'gateway' | 'action' | 'environment' | 'subject'> & {
  readonly app: { readonly id: string };
  readonly installation?: { readonly id: string } | undefined;
};

/** A request whose outcome is not known yet. */
export interface PendingRequest {
  readonly request: string;
  readonly since: Date;
}

/**
 * Returns the first pending request about the same subject, from this window or another one; `now` in milliseconds since
 * 1970. Throws the file system's error if the journal can't be read: then nothing may be sent.
 */
export async function pendingRequest(
  journal: Journal,
  subject: RequestSubject,
  now: number,
): Promise<PendingRequest | undefined> {
  const { entries } = await journal.read();
  const related = entries.filter((entry) => isAbout(entry, subject));
  const ended = new Set(related.flatMap(({ request, outcome }) => (outcome === 'sent' ? [] : [request])));
  const first = related.find(({ request, at }) => !ended.has(request) && Math.abs(now - Date.parse(at)) < pendingForMs);
  return first && { request: first.request, since: new Date(first.at) };
}

function isAbout(entry: JournalEntry, { gateway, app, action, environment, subject, installation }: RequestSubject) {
  return (
    entry.gateway === gateway &&
    entry.app.id === app.id &&
    entry.action === action &&
    entry.environment === environment &&
    entry.subject === subject &&
    entry.installation?.id === installation?.id
  );
}
