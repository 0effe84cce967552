import type { Journal, JournalEntry } from './journal.ts';
import { longestAskingMs } from './poll-until-gone.ts';

/**
 * How long after "sent" a request without an outcome counts as pending, in milliseconds: it may have waited for its turn
 * and for the gateway before the asking began. After that, the window that sent it was closed.
 */
const pendingForMs = longestAskingMs + 5 * 60_000;

/** What a request is about: deleting an app, or uninstalling one installation of it. */
export type Subject = Pick<JournalEntry, 'gateway' | 'installation'> & { readonly app: { readonly id: string } };

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
  subject: Subject,
  now: number,
): Promise<PendingRequest | undefined> {
  const { entries } = await journal.read();
  const related = entries.filter((entry) => isAbout(entry, subject));
  const ended = new Set(related.flatMap(({ request, outcome }) => (outcome === 'sent' ? [] : [request])));
  const first = related.find(({ request, at }) => !ended.has(request) && Math.abs(now - Date.parse(at)) < pendingForMs);
  return first && { request: first.request, since: new Date(first.at) };
}

function isAbout(entry: JournalEntry, { gateway, app, installation }: Subject): boolean {
  return (
    entry.gateway === gateway &&
    entry.app.id === app.id &&
    entry.action === (installation === undefined ? 'delete' : 'uninstall') &&
    entry.installation?.id === installation?.id
  );
}
