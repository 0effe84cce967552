import { l10n } from 'vscode';
import type { ForgeError } from '../../core/errors.ts';
import type { Receipt } from '../../gateway/payload.ts';
import { reason } from '../../vscode/notify.ts';
import { plain, relativeTime } from '../../vscode/text.ts';
import type { ChangeOutcome, PendingSince } from '../model/change.ts';

/** What is said about a change. Each names the app and the environment; none holds a secret. */
export interface ChangeWords<Difference> {
  /** Title of the progress, such as "Setting API_KEY in staging of Team Poll". */
  readonly doing: string;
  /** What was done and what to do next, in whole sentences. */
  readonly done: string;
  /** That it was not done, as a whole sentence. */
  readonly notDone: string;
  /** That nobody knows whether it was done, as a whole sentence: "Couldn’t find out whether …." */
  readonly unsure: string;
  /** That there was nothing to do, as a whole sentence; `done` by default. */
  readonly alreadyDone?: string;
  /** What changed in the meantime, in whole sentences. Required with a check. */
  readonly differences?: (differences: readonly Difference[]) => string;
  /** Why the gateway refused and the way out, in whole sentences; undefined where only its own words say it. */
  readonly refusal?: (error: ForgeError) => string | undefined;
}

/** What became of a change, in whole sentences. */
export function outcomeText<Facts, Difference, Reply extends Receipt>(
  words: ChangeWords<Difference>,
  outcome: ChangeOutcome<Facts, Difference, Reply>,
): string {
  const { notDone, unsure } = words;
  switch (outcome.status) {
    case 'done':
      return words.done;
    case 'alreadyDone':
      return words.alreadyDone ?? words.done;
    case 'pending':
      return pendingText(notDone, outcome);
    case 'changed':
      return l10n
        .t('{0} Something changed in the meantime. {1}', notDone, words.differences?.(outcome.differences) ?? '')
        .trim();
    case 'notStarted':
      return l10n.t('{0} Nothing was sent.', notDone);
    case 'refused':
      return explained(words, outcome.error) ?? refusalText(notDone, outcome.error);
    case 'failed':
      return l10n.t('{0} Nothing was changed: {1}.', notDone, reason(outcome.error));
    case 'gone':
      return l10n.t('{0} It no longer exists, or this account can’t see it any more.', notDone);
    case 'outOfSight':
      return l10n.t(
        '{0} Atlassian’s reply was lost ({1}), and this account can’t see it any more.',
        unsure,
        cause(outcome.error),
      );
    case 'kept':
      return l10n.t(
        '{0} It was sent once, but Atlassian didn’t confirm it ({1}), and half a minute later nothing had changed.',
        notDone,
        cause(outcome.error),
      );
    case 'unknown':
      return l10n.t('{0} Atlassian didn’t confirm it ({1}).', unsure, cause(outcome.error));
  }
}

/** Why it isn't sent again, and until when. */
function pendingText(notDone: string, { since, until, isLeft }: PendingSince): string {
  if (isLeft)
    return l10n.t(
      '{0} A window that was closed since sent the same request {1}, and what became of it couldn’t be found out. Try again to ask Atlassian once more. Without an answer, it can be sent again {2}.',
      notDone,
      relativeTime(since),
      relativeTime(until),
    );
  if (until.getTime() <= Date.now())
    return l10n.t('{0} The same request was sent {1}, and its outcome isn’t known yet.', notDone, relativeTime(since));
  return l10n.t(
    '{0} The same request was sent {1}, and its outcome isn’t known yet. If the window that sent it is closed, it can be sent again {2}.',
    notDone,
    relativeTime(since),
    relativeTime(until),
  );
}

function explained<Difference>({ notDone, refusal }: ChangeWords<Difference>, error: ForgeError): string | undefined {
  const why = refusal?.(error);
  return why === undefined ? undefined : l10n.t('{0} {1}', notDone, why);
}

/** `what` was not done because the gateway refused, with its words and the request's ID for a support ticket. */
export function refusalText(what: string, { message, details: { requestId } }: ForgeError): string {
  return requestId === undefined
    ? l10n.t('{0} Atlassian refused: “{1}”', what, plain(message))
    : l10n.t('{0} Atlassian refused: “{1}” (request {2})', what, plain(message), plain(requestId));
}

const cause = ({ message }: ForgeError) => plain(message);
