import { l10n } from 'vscode';
import type { Receipt } from '../../gateway/payload.ts';
import type { Remedy } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import type { Review } from '../../vscode/review.ts';
import type { Change, ChangeOutcome } from '../model/change.ts';
import { makeChange } from '../model/make-change.ts';
import { changeOptions, type ChangeServices } from './change-services.ts';
import { confirmByName, type NameConfirmation } from './confirm.ts';
import { type ChangeWords, outcomeText } from './outcome-text.ts';
import { requireTrust } from './require-trust.ts';

/** What a person reads and types before a change to production, or one that can't be taken back. */
export interface Confirmation {
  /** Everything that changes. Its choices have the one value `confirm`. */
  readonly review: Review<'confirm'>;
  readonly typed: NameConfirmation;
}

/** A change with what is said about it and what follows. */
export interface PlannedChange<Facts, Difference, Reply extends Receipt> {
  readonly change: Change<Facts, Difference, Reply>;
  readonly words: ChangeWords<Difference>;
  /** Required for production and for what can't be taken back; left out, the change is one step. */
  readonly confirmation?: Confirmation;
  /** Called with each outcome before it is told: the place to refresh what is shown. */
  readonly settled?: (outcome: ChangeOutcome<Facts, Difference, Reply>) => unknown;
  /** Offered with the message about the outcome: the next step, or the way out. */
  readonly next?: (outcome: ChangeOutcome<Facts, Difference, Reply>) => readonly Remedy[];
}

/**
 * Makes a change that a person asked for, by a command or in a panel: asks for confirmation where it is due, makes the
 * change with progress, and says what became of it. Returns as soon as the outcome is known; the message stays until
 * the person closes it. Does nothing in a workspace that is not trusted. Never throws the gateway's errors.
 */
export async function runChange<Facts, Difference, Reply extends Receipt>(
  planned: PlannedChange<Facts, Difference, Reply>,
  services: ChangeServices,
): Promise<ChangeOutcome<Facts, Difference, Reply>> {
  const { change, words, confirmation, settled } = planned;
  const { prompts, notify } = services;
  if (!(await requireTrust(prompts))) return { status: 'notStarted' };
  if (confirmation && !(await confirmChange(confirmation, words.notDone, prompts))) return { status: 'notStarted' };
  const outcome = await prompts.progress(words.doing, (report, signal) =>
    makeChange(change, changeOptions(services, signal), (phase) => {
      if (phase === 'asking') report(l10n.t('Atlassian’s reply was lost; checking whether it was done'));
      if (phase === 'askingAboutLeft')
        report(l10n.t('The window that sent the same before was closed; checking what became of that'));
    }),
  );
  try {
    await settled?.(outcome);
  } catch (error) {
    // What became of the change is told all the same.
    notify.log(words.doing, error);
  }
  tell(planned, outcome, services).catch((error: unknown) => notify.log(words.doing, error));
  return outcome;
}

/**
 * Shows the page until something is chosen or it is closed, and asks for the typed name while it is open. Returns whether
 * it was typed; says `notDone` if the page was closed meanwhile.
 */
export async function confirmChange(
  { review, typed }: Confirmation,
  notDone: string,
  prompts: Prompts,
): Promise<boolean> {
  const page = await prompts.review(review);
  try {
    while ((await page.next()) !== undefined) {
      if (!(await confirmByName(prompts, typed))) continue;
      if (page.isOpen) return true;
      await prompts.message(l10n.t('{0} The page about it was closed.', notDone), [], { severity: 'info' });
      return false;
    }
    return false;
  } finally {
    page.close();
  }
}

async function tell<Facts, Difference, Reply extends Receipt>(
  planned: PlannedChange<Facts, Difference, Reply>,
  outcome: ChangeOutcome<Facts, Difference, Reply>,
  services: ChangeServices,
): Promise<void> {
  const { words, next } = planned;
  const { prompts, notify, output } = services;
  const text = outcomeText(words, outcome);
  const again = { label: l10n.t('Try Again'), run: () => runChange(planned, services) };
  const remedies = [...(outcome.status === 'pending' ? [again] : []), ...(next?.(outcome) ?? [])];
  if ('error' in outcome) return notify.failure(text, outcome.error, ...remedies);
  if (outcome.status === 'done') output.info(`${words.done} [request ${outcome.requestId ?? 'without an id'}]`);
  const isFine = ['done', 'alreadyDone', 'notStarted'].includes(outcome.status);
  const labels = remedies.map(({ label }) => label);
  const chosen = await prompts.message(text, labels, { severity: isFine ? 'info' : 'warning' });
  await remedies.find(({ label }) => label === chosen)?.run();
}
