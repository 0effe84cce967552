import { l10n } from 'vscode';
import { changeOptions, type ChangeServices, changeServices } from '../../changes/dialogs/change-services.ts';
import { outcomeText } from '../../changes/dialogs/outcome-text.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { confirmChange, type PlannedChange, runChange } from '../../changes/dialogs/run-change.ts';
import type { ChangeOutcome } from '../../changes/model/change.ts';
import { makeChange } from '../../changes/model/make-change.ts';
import type { Variable } from '../../core/variable.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import type { Receipt } from '../../gateway/payload.ts';
import type { Remedy } from '../../vscode/notify.ts';
import { count, plain } from '../../vscode/text.ts';
import { settingOf, unsettingOf, type VariableDifference } from '../model/variable-changes.ts';
import { doingText, editConfirmation, editWords, nothingDone } from './edit-words.ts';
import { type KnownPlace, toVariablePlace, type VariableServices } from './variable-place.ts';

/** A change of a variable that a person asked for; without `set` it is removed. */
export interface VariableEdit {
  readonly key: string;
  /** What the person saw there. */
  readonly was: Variable | undefined;
  readonly set?: { readonly value: string; readonly encrypted: boolean };
}

type Outcome = ChangeOutcome<VariableDifference, VariableDifference>;

/**
 * Changes variables of an environment, one request each, and says what became of them. Production, and what replaces or
 * removes an encrypted value, which nobody can bring back, is confirmed on a page that lists the changes.
 */
export async function applyEdits(
  edits: readonly VariableEdit[],
  place: KnownPlace,
  services: VariableServices,
): Promise<void> {
  const { shared } = services;
  const [only, ...others] = edits;
  if (only === undefined || !(await requireTrust(shared.prompts))) return;
  const losesSecret = edits.some(({ was }) => was?.encrypted === true);
  const isConfirmed = place.isProduction || losesSecret;
  const changes = await changeServices(shared);
  const confirmation = isConfirmed ? { confirmation: editConfirmation(edits, place) } : {};
  if (others.length === 0) {
    const planned: PlannedChange<VariableDifference, VariableDifference, Receipt> = {
      change: changeOf(only, place, isConfirmed),
      words: editWords(only, place),
      ...confirmation,
      settled: (outcome) => settled([[only, outcome]], place, services),
      next: (outcome) => nextSteps(outcome.status === 'done', place, services),
    };
    await runChange(planned, changes);
    return;
  }
  if (
    confirmation.confirmation &&
    !(await confirmChange(confirmation.confirmation, nothingDone(place), shared.prompts))
  )
    return;
  const outcomes = await makeAll(edits, place, isConfirmed, changes);
  await settled(outcomes, place, services);
  tellAll(outcomes, place, services).catch((error: unknown) => shared.notify.log(doingText(edits, place), error));
}

function changeOf({ key, was, set }: VariableEdit, place: KnownPlace, isConfirmed: boolean) {
  const at = toVariablePlace(place);
  return set ? settingOf(at, { key, ...set }, was, isConfirmed) : unsettingOf(at, key, was, isConfirmed);
}

/** Makes the changes one after another. Stops where something changed, or where nobody knows what became of one. */
async function makeAll(
  edits: readonly VariableEdit[],
  place: KnownPlace,
  isConfirmed: boolean,
  services: ChangeServices,
): Promise<(readonly [VariableEdit, Outcome])[]> {
  return services.prompts.progress(doingText(edits, place), async (report, signal) => {
    const outcomes: (readonly [VariableEdit, Outcome])[] = [];
    let isStopped = false;
    for (const edit of edits) {
      report(l10n.t('{0} of {1}: {2}', count(outcomes.length + 1), count(edits.length), plain(edit.key)));
      const outcome: Outcome =
        isStopped || signal.aborted
          ? { status: 'notStarted' }
          : await makeChange(changeOf(edit, place, isConfirmed), changeOptions(services, signal));
      outcomes.push([edit, outcome]);
      isStopped ||= ['changed', 'unknown', 'outOfSight'].includes(outcome.status);
      isStopped ||= 'error' in outcome && ['signedOut', 'forbidden'].includes(outcome.error.kind);
    }
    return outcomes;
  });
}

/** Notes what waits for a deployment, and refreshes what is shown. */
async function settled(
  outcomes: readonly (readonly [VariableEdit, Outcome])[],
  { app, environment }: KnownPlace,
  { own, shared }: VariableServices,
): Promise<void> {
  // Compared to when the gateway says that it was deployed.
  const at = gatewayNow(app.data.client, shared.now().getTime());
  for (const [{ key }, { status }] of outcomes)
    if (status === 'done') await own.note(environment.environmentId, key, at);
  const { variables } = app.data.details(app.id);
  if (variables.state !== undefined) await variables.refresh();
}

async function tellAll(
  outcomes: readonly (readonly [VariableEdit, Outcome])[],
  place: KnownPlace,
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  const done = outcomes.filter(([, { status }]) => status === 'done' || status === 'alreadyDone').length;
  const rest = outcomes.filter(([, { status }]) => status !== 'done' && status !== 'alreadyDone');
  const summary = l10n.t(
    '{0} of {1} variables were changed in {2} of {3}.',
    count(done),
    count(outcomes.length),
    plain(place.environment.environment),
    plain(place.app.name),
  );
  const started = rest.filter(([, { status }]) => status !== 'notStarted').slice(0, 3);
  const why = started.map(([edit, outcome]) => outcomeText(editWords(edit, place), outcome));
  const steps = nextSteps(done > 0, place, services);
  const text = [summary, ...why].join(' ');
  const labels = steps.map(({ label }) => label);
  const chosen = await prompts.message(text, labels, { severity: rest.length === 0 ? 'info' : 'warning' });
  await steps.find(({ label }) => label === chosen)?.run();
}

/** What follows once something was changed: the deployment that makes it take effect. */
function nextSteps(isDone: boolean, { app, environment }: KnownPlace, { shared }: VariableServices): readonly Remedy[] {
  if (!isDone) return [];
  const run = () => shared.actions.deploy(app, environment.environment);
  return [{ label: l10n.t('Deploy…'), run }];
}
