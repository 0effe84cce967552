import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { Receipt } from '../../gateway/payload.ts';
import type { Change, ChangeOptions, ChangeOutcome, ChangePhase, Look } from './change.ts';
import { askAboutLeft } from './left-request.ts';
import { pollOutcome } from './poll-outcome.ts';
import type { TaskResult } from './poll-task.ts';
import { type Permit, type RecordedOutcome, recordSending } from './record-sending.ts';

/** What sending a change takes, once it was checked. */
type Sending<Reply extends Receipt> = Omit<Change<never, never, Reply>, 'check'>;

/** An outcome of a request that the journal has as sent. */
type SentOutcome<Reply extends Receipt> = Extract<
  ChangeOutcome<never, never, Reply>,
  { status: 'done' | 'notStarted' | 'refused' | 'failed' | 'gone' | 'outOfSight' | 'kept' | 'unknown' }
>;

/**
 * Makes a change: checks again what was confirmed, writes to the journal, sends one request, and asks what became of it
 * until that is clear. Only a clear refusal is told as one. Never throws.
 */
export async function makeChange<Facts, Difference, Reply extends Receipt>(
  change: Change<Facts, Difference, Reply>,
  options: ChangeOptions,
  onPhase?: (phase: ChangePhase) => void,
): Promise<ChangeOutcome<Facts, Difference, Reply>> {
  const untilSent = change.continues === true ? new AbortController().signal : options.signal;
  let permit: Permit;
  try {
    const obstacle = await obstacleTo(change, { ...options, signal: untilSent }, onPhase);
    if (obstacle) return obstacle;
    permit = await recordSending(change, options);
  } catch (thrown) {
    const error = toForgeError(thrown);
    return error.kind === 'cancelled' ? { status: 'notStarted' } : { status: 'failed', error };
  }
  if (permit.pending) {
    const { since, until, isLeft } = permit.pending;
    return { status: 'pending', since, until, isLeft };
  }
  onPhase?.('sending');
  const outcome = await sendAndFindOut(change, { ...options, untilSent }, () => onPhase?.('asking'));
  await permit.recordOutcome(toRecorded(outcome));
  return outcome;
}

/** Why a change isn't sent: what it checks, again after asking what a closed window left. */
async function obstacleTo<Facts, Difference, Reply extends Receipt>(
  change: Change<Facts, Difference, Reply>,
  options: ChangeOptions,
  onPhase?: (phase: ChangePhase) => void,
): Promise<ChangeOutcome<Facts, Difference, Reply> | undefined> {
  onPhase?.('checking');
  const obstacle = await checkBefore(change, options.signal);
  const mayTellOfLeft = obstacle?.status === 'alreadyDone' && change.sameSubjectMeansSame === true;
  if (obstacle && !mayTellOfLeft) return obstacle;
  const left = await askAboutLeft(change, options, () => onPhase?.('askingAboutLeft'));
  if (obstacle || left === undefined) return obstacle;
  const later = await checkBefore(change, options.signal);
  return later ?? (left === 'done' ? { status: 'alreadyDone' } : undefined);
}

async function checkBefore<Facts, Difference, Reply extends Receipt>(
  { check }: Change<Facts, Difference, Reply>,
  untilSent: AbortSignal,
): Promise<ChangeOutcome<Facts, Difference, Reply> | undefined> {
  if (check !== undefined) {
    const now = await check.load(untilSent);
    const differences = check.differences(now);
    if (differences.length > 0) return { status: 'changed', differences, now };
    if (check.isDone?.(now) === true) return { status: 'alreadyDone' };
  }
  return untilSent.aborted ? { status: 'notStarted' } : undefined;
}

async function sendAndFindOut<Reply extends Receipt>(
  change: Sending<Reply>,
  { untilSent, ...options }: ChangeOptions & { readonly untilSent: AbortSignal },
  onAsking: () => void,
): Promise<SentOutcome<Reply>> {
  try {
    if (untilSent.aborted) return { status: 'notStarted' };
    const reply = await change.send(untilSent);
    const failure = taskFailure(await change.follow?.(reply, options));
    if (failure?.kind !== 'outcomeUnknown') return await confirmOutcome(change, reply, failure, options);
    onAsking();
    return await askForOutcome(change, failure, options);
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind === 'outcomeUnknown') {
      onAsking();
      return askForOutcome(change, error, options);
    }
    if (error.kind === 'cancelled') return { status: 'notStarted' };
    return outcomeOfRefusal(change, error, options);
  }
}

/** Why a task failed; `outcomeUnknown` if it was not followed to its end. */
function taskFailure(result: TaskResult | undefined): ForgeError | undefined {
  if (result === undefined || result.status === 'complete') return undefined;
  if (result.status === 'failed') return result.error;
  const { message, details } = result.error;
  return new ForgeError('outcomeUnknown', message, { ...details, cause: result.error });
}

/** Checks what the gateway said against what it shows. */
async function confirmOutcome<Reply extends Receipt>(
  { look }: Sending<Reply>,
  reply: Reply,
  failure: ForgeError | undefined,
  options: ChangeOptions,
): Promise<SentOutcome<Reply>> {
  const { requestId } = reply;
  const done = { status: 'done', requestId, reply } as const;
  if (look === undefined) return failure === undefined ? done : { status: 'refused', error: failure };
  const notDoneIsExpected = failure !== undefined;
  const seen = await pollOutcome(look, options, { whenUnreachable: 'giveUp', notDoneIsExpected });
  if (seen === 'done' || seen === 'hidden') return done;
  if (failure !== undefined) return { status: seen === 'unknown' ? 'unknown' : 'refused', error: failure };
  if (seen === 'unknown') return done;
  const contradiction = 'the gateway reported success, and still shows what was there before';
  return { status: 'unknown', error: new ForgeError('outcomeUnknown', contradiction, { requestId }) };
}

/** Asks what became of a request whose reply was lost. While something of it may be running, it can still be done. */
async function askForOutcome<Reply extends Receipt>(
  change: Sending<Reply>,
  error: ForgeError,
  options: ChangeOptions,
): Promise<SentOutcome<Reply>> {
  const { requestId } = error.details;
  const state = { hasEnded: true };
  async function look(): Promise<Look> {
    state.hasEnded = (await change.hasEnded?.(options)) ?? true;
    return (await change.look?.()) ?? 'notDone';
  }
  if (change.look === undefined) return { status: 'unknown', error };
  const seen = await pollOutcome(look, options, { whenUnreachable: 'keepTrying' });
  if (seen === 'done') return { status: 'done', requestId, reply: undefined };
  if (seen === 'hidden') return { status: 'outOfSight', error };
  return { status: seen === 'notDone' && state.hasEnded ? 'kept' : 'unknown', error };
}

/** What an error that is no lost reply means. The gateway may not find what somebody else changed meanwhile. */
async function outcomeOfRefusal<Reply extends Receipt>(
  { look }: Sending<Reply>,
  error: ForgeError,
  options: ChangeOptions,
): Promise<SentOutcome<Reply>> {
  if (error.kind === 'notFound' && look !== undefined) {
    const seen = await pollOutcome(look, options, { whenUnreachable: 'giveUp' });
    if (seen === 'done') return { status: 'done', requestId: error.details.requestId, reply: undefined };
    if (seen === 'hidden') return { status: 'gone' };
  }
  const isRefusal = ['refused', 'forbidden', 'notFound'].includes(error.kind);
  return { status: isRefusal ? 'refused' : 'failed', error };
}

function toRecorded(outcome: SentOutcome<Receipt>): RecordedOutcome {
  switch (outcome.status) {
    case 'done':
      return { outcome: 'done', requestId: outcome.requestId };
    case 'notStarted':
      return { outcome: 'kept', error: new ForgeError('cancelled', 'Cancelled before it was sent') };
    case 'gone':
      return { outcome: 'refused' };
    case 'outOfSight':
      return { outcome: 'unknown', error: outcome.error };
    default:
      return { outcome: outcome.status, error: outcome.error };
  }
}
