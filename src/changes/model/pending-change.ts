import { isGone, isHere } from '../../files/running-process.ts';
import type { PendingSince } from './change.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { longestAskingMs } from './poll-outcome.ts';

/**
 * How long after "sent" a request without an outcome counts as pending, in milliseconds: it may have waited for its turn
 * and for the gateway before the asking began. After that, the window that sent it was closed, unless it is this one.
 */
const pendingForMs = longestAskingMs + 5 * 60_000;

/** What a request is about, such as deleting an app, or setting one variable of an environment of it. */
export type RequestSubject = Pick<JournalEntry, 'gateway' | 'action' | 'environment' | 'subject'> & {
  readonly app: { readonly id: string };
  readonly installation?: { readonly id: string } | undefined;
};

/** A request whose outcome is not known yet, as the journal has it. */
export interface PendingRequest extends PendingSince {
  readonly entry: JournalEntry;
}

/** Requests of this window that have no outcome yet, by its journal: they are pending however long they take. */
const underWay = new WeakMap<Journal, Set<string>>();

/** Notes that this window sends a request; to be called back once its outcome is known. */
export function noteUnderWay(journal: Journal, request: string): () => void {
  const requests = underWay.get(journal) ?? new Set();
  underWay.set(journal, requests.add(request));
  return () => void requests.delete(request);
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
  const isYoung = ({ at }: JournalEntry) => Math.abs(now - Date.parse(at)) < pendingForMs;
  const isOurs = ({ request }: JournalEntry) => underWay.get(journal)?.has(request) === true;
  const { entries } = await journal.read();
  const related = entries.filter((entry) => isAbout(entry, subject));
  const ended = new Set(related.flatMap(({ request, outcome }) => (outcome === 'sent' ? [] : [request])));
  const first = related.find((entry) => !ended.has(entry.request) && (isYoung(entry) || isOurs(entry)));
  if (first === undefined) return undefined;
  const { at, sender } = first;
  const [since, until] = [new Date(at), new Date(Date.parse(at) + pendingForMs)];
  const isLeft = sender !== undefined && !isOurs(first) && isHere(sender) && isGone(sender);
  return { entry: first, since, until, isLeft };
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
