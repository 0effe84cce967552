import type { Account } from '../../core/account.ts';
import type { ForgeError } from '../../core/errors.ts';
import type { Receipt } from '../../gateway/payload.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { TaskResult } from './poll-task.ts';
import type { Timing } from './timing.ts';

/**
 * What is changed, as the journal names it. Two requests with the same action about the same thing are never under way
 * at once, in whatever windows.
 */
export interface ChangeSubject extends Pick<JournalEntry, 'action' | 'environment' | 'subject' | 'installation'> {
  readonly account: Pick<Account, 'id' | 'email' | 'gateway'>;
  readonly app: { readonly id: string; readonly name: string };
  /** Whether another one like it may be under way, as where the gateway takes one at a time itself. */
  readonly mayOverlap?: boolean;
}

/**
 * What a look at the gateway says about a change. `hidden`: this account doesn't see what was to be changed, which says
 * neither that the change was made nor that it was not.
 */
export type Look = 'done' | 'notDone' | 'hidden';

/** What the gateway says right before a change is sent, against what a person confirmed. */
export interface CheckBefore<Facts, Difference> {
  /** Throws the gateway's errors: then nothing is sent. */
  readonly load: (signal: AbortSignal) => Promise<Facts>;
  /** What differs from what was confirmed. If anything does, nothing is sent. */
  readonly differences: (now: Facts) => readonly Difference[];
  /** Whether there is nothing left to do. Then nothing is sent. */
  readonly isDone?: (now: Facts) => boolean;
}

/** One change: one request to the gateway, and how to find out what became of it. */
export interface Change<Facts, Difference, Reply extends Receipt = Receipt> extends ChangeSubject {
  /** Required for production, and for all that can't be taken back. */
  readonly check?: CheckBefore<Facts, Difference>;
  /**
   * Sends the request; called once. The signal cancels it while it waits for its turn, with nothing sent. Once it is
   * sent, its outcome has to be known.
   */
  readonly send: (untilSent: AbortSignal) => Promise<Reply>;
  /** Whether it ends what another change began: then it is sent even where a person cancels. */
  readonly continues?: boolean;
  /** Follows a task that the gateway began, to its end. Never throws. */
  readonly follow?: (reply: Reply, options: ChangeOptions) => Promise<TaskResult>;
  /**
   * Looks whether the change was made: after a success as well as after a lost reply, until that is clear. Leave it out
   * where no look can tell, as for the value of an encrypted variable. Throws the gateway's errors.
   */
  readonly look?: () => Promise<Look>;
  /**
   * Whether an earlier request with the same subject wanted the same, so that `look` tells what became of it too: of one
   * that sets no value, and whose look needs nothing that was loaded before.
   */
  readonly sameSubjectMeansSame?: boolean;
  /**
   * Whether nothing is under way any more that may still make the change; called before each look after a lost reply.
   * Throws what asking again may mend.
   */
  readonly hasEnded?: (options: ChangeOptions) => Promise<boolean>;
}

/** Since when the same change is pending, here or in another window. */
export interface PendingSince {
  readonly since: Date;
  /** When it may be sent again if nobody finds out what became of it; in the past if this window is still at it. */
  readonly until: Date;
  /** Whether the window that sent it was closed or reloaded, so that only another one finds out what became of it. */
  readonly isLeft: boolean;
}

/** What became of a change. */
export type ChangeOutcome<Facts, Difference, Reply extends Receipt = Receipt> =
  /** `reply` is undefined if it was lost, and a look shows that the change was made. */
  | { readonly status: 'done'; readonly requestId: string | undefined; readonly reply: Reply | undefined }
  /** There was nothing to do; nothing was sent. */
  | { readonly status: 'alreadyDone' }
  /** The same was sent before, and its outcome is pending; nothing was sent. */
  | ({ readonly status: 'pending' } & PendingSince)
  /** Something changed since the confirmation; nothing was sent. */
  | { readonly status: 'changed'; readonly differences: readonly Difference[]; readonly now: Facts }
  /** Cancelled before anything was sent. */
  | { readonly status: 'notStarted' }
  /** The gateway refused, or its task failed; the error has its message. */
  | { readonly status: 'refused'; readonly error: ForgeError }
  /** Nothing was sent, or the request was rejected before it was processed. */
  | { readonly status: 'failed'; readonly error: ForgeError }
  /** The gateway did not find it, and this account doesn't see it. */
  | { readonly status: 'gone' }
  /** The reply was lost, and this account doesn't see any more what was to be changed. */
  | { readonly status: 'outOfSight'; readonly error: ForgeError }
  /** The reply was lost, and half a minute later the change was not made. */
  | { readonly status: 'kept'; readonly error: ForgeError }
  /** The reply was lost, and whether the change was made couldn't be found out. */
  | { readonly status: 'unknown'; readonly error: ForgeError };

/** What every change needs besides itself. */
export interface ChangeOptions {
  readonly journal: Journal;
  readonly timing: Timing;
  /** Cancels what has not been sent yet, and waits for an outcome. A request that was sent can't be taken back. */
  readonly signal: AbortSignal;
  /** Called when an outcome could not be written to the journal. */
  readonly onJournalFailure: (error: unknown) => void;
}

/**
 * `asking`: the reply was lost, and the gateway is asked whether the change was made. `askingAboutLeft`: the same of a
 * request that a closed window sent.
 */
export type ChangePhase = 'checking' | 'askingAboutLeft' | 'sending' | 'asking';
