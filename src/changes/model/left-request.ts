import type { Receipt } from '../../gateway/payload.ts';
import type { Change, ChangeOptions, Look } from './change.ts';
import type { JournalEntry } from './journal.ts';
import { pendingRequest } from './pending-change.ts';
import { pollOutcome } from './poll-outcome.ts';
import { requestSubject } from './record-sending.ts';

/** What became of a request that a closed window left: `over` is one that nothing can come of any more, made or not. */
export type LeftOutcome = 'done' | 'notDone' | 'over' | 'unknown';

/**
 * Asks what became of the same request where the window that sent it was closed or reloaded, for half a minute, as after
 * a lost reply, and writes that to the journal. Undefined if no window left one; `unknown` while it may still be made, or
 * if the gateway didn’t answer: then it stays pending. Throws the file system's error if the journal can't be read.
 */
export async function askAboutLeft<Reply extends Receipt>(
  change: Omit<Change<never, never, Reply>, 'check'>,
  options: ChangeOptions,
  onAsking: () => void,
): Promise<LeftOutcome | undefined> {
  if (change.mayOverlap === true) return undefined;
  const { journal, timing } = options;
  const pending = await pendingRequest(journal, requestSubject(change), timing.epoch());
  if (pending?.isLeft !== true) return undefined;
  onAsking();
  const { entry } = pending;
  const tells =
    change.sameSubjectMeansSame === true && entry.installation?.atlassianApp === change.installation?.atlassianApp;
  const outcome = await lookBack(change, tells, options);
  if (outcome !== 'unknown') await closeLeft(entry, endOf(outcome), options);
  return outcome;
}

/** `tells`: whether the change's look tells what became of the earlier request. */
async function lookBack<Reply extends Receipt>(
  { hasEnded, look }: Omit<Change<never, never, Reply>, 'check'>,
  tells: boolean,
  options: ChangeOptions,
): Promise<LeftOutcome> {
  const state = { hasEnded: true };
  async function lookOnce(): Promise<Look> {
    state.hasEnded = (await hasEnded?.(options)) ?? true;
    return (tells ? await look?.() : undefined) ?? 'notDone';
  }
  const seen = await pollOutcome(lookOnce, options, { whenUnreachable: 'giveUp' });
  if (seen === 'done') return 'done';
  if (seen === 'unknown' || !state.hasEnded) return 'unknown';
  return seen === 'notDone' && tells ? 'notDone' : 'over';
}

function endOf(outcome: LeftOutcome): LeftEnd {
  if (outcome === 'done') return { outcome };
  const message =
    outcome === 'notDone'
      ? 'The window that sent it was closed, and half a minute of asking later it was not done'
      : 'The window that sent it was closed';
  return { outcome: 'unknown', message };
}

/** What was found out of a request that a closed window left. */
export type LeftEnd = Pick<JournalEntry, 'outcome' | 'message'>;

/** Writes to the journal what became of a request that a closed window left. Never throws. */
export async function closeLeft(
  { request, account, gateway, app, action, environment, subject, installation }: JournalEntry,
  end: LeftEnd,
  { journal, onJournalFailure }: Pick<ChangeOptions, 'journal' | 'onJournalFailure'>,
): Promise<void> {
  const entry = { request, account, gateway, app, action, environment, subject, installation };
  await journal.append({ ...entry, ...end }).catch(onJournalFailure);
}
