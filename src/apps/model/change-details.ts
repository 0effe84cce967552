import { randomUUID } from 'node:crypto';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { App } from '../../core/app.ts';
import { fetchListedApp } from '../../gateway/operations/fetch-listed-app.ts';
import { type DetailsChange, updateAppDetails } from '../../gateway/operations/update-app-details.ts';
import type { Journal, JournalEntry } from '../../removal/model/journal.ts';
import type { AppRef } from './app-ref.ts';

/** What can be changed of an app. */
export type Detail = 'name' | 'description';

/** Atlassian's limits, in characters. */
export const limits: Record<Detail, { readonly least: number; readonly most: number }> = {
  name: { least: 1, most: 60 },
  description: { least: 0, most: 1000 },
};

/** What became of a change. */
export type ChangeOutcome =
  | { readonly status: 'done' }
  /** It was something else than what the user saw; nothing was sent. */
  | { readonly status: 'changedMeanwhile'; readonly now: string }
  /** The gateway refused. */
  | { readonly status: 'refused'; readonly error: ForgeError }
  /** Nothing was sent, or the reply was lost and the app is as before. */
  | { readonly status: 'failed'; readonly error: ForgeError }
  /** The reply was lost, and what became of it could not be found out. */
  | { readonly status: 'unknown'; readonly error: ForgeError };

export interface ChangeRequest {
  readonly app: AppRef;
  readonly detail: Detail;
  readonly from: string;
  readonly to: string;
}

/**
 * Changes an app's name or description: checked again, written to the journal, sent once, and if the reply is lost,
 * found out by asking. Never throws.
 */
export async function changeDetail(
  { app, detail, from, to }: ChangeRequest,
  journal: Journal,
  onJournalFailure: (error: unknown) => void,
): Promise<ChangeOutcome> {
  const { data, id, name } = app;
  const entry: Omit<JournalEntry, 'at' | 'outcome'> = {
    request: randomUUID(),
    account: { id: data.account.id, email: data.account.email },
    gateway: data.account.gateway,
    app: { id, name },
    action: detail === 'name' ? 'rename' : 'describe',
  };
  try {
    const now = (await fetchListedApp(data.client, id))[detail];
    if (now !== from) return { status: 'changedMeanwhile', now };
    await journal.append({ ...entry, outcome: 'sent' });
  } catch (thrown) {
    return { status: 'failed', error: toForgeError(thrown) };
  }
  const change: DetailsChange = detail === 'name' ? { name: to } : { description: to };
  const outcome = await updateAppDetails(data.client, id, change).then(
    (): ChangeOutcome => ({ status: 'done' }),
    (thrown: unknown) => afterError(toForgeError(thrown), () => fetchListedApp(data.client, id), detail, to),
  );
  const message = 'error' in outcome ? { message: outcome.error.message } : {};
  await journal.append({ ...entry, outcome: recorded(outcome), ...message }).catch(onJournalFailure);
  return outcome;
}

async function afterError(
  error: ForgeError,
  fetchApp: () => Promise<App>,
  detail: Detail,
  to: string,
): Promise<ChangeOutcome> {
  if (['refused', 'forbidden', 'notFound'].includes(error.kind)) return { status: 'refused', error };
  if (error.kind !== 'outcomeUnknown') return { status: 'failed', error };
  try {
    // The change may still be under way where the app is as before: that is not known to be undone.
    return (await fetchApp())[detail] === to ? { status: 'done' } : { status: 'unknown', error };
  } catch {
    return { status: 'unknown', error };
  }
}

function recorded({ status }: ChangeOutcome): JournalEntry['outcome'] {
  return status === 'changedMeanwhile' ? 'failed' : status;
}
