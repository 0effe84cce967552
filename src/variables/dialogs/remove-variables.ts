import { l10n } from 'vscode';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { count, plain } from '../../vscode/text.ts';
import { applyEdits } from './apply-edits.ts';
import { requireRoleIn } from './require-role-in.ts';
import type { KnownPlace, VariableServices } from './variable-place.ts';

/** Asks which variables to remove, unless one is given, and removes them. */
export async function askAndRemove(
  place: KnownPlace,
  given: string | undefined,
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  if (!(await requireTrust(prompts)) || !(await requireRoleIn(place, prompts))) return;
  const { app, variables, environment } = place;
  const [name, key] = [plain(app.name), plain(environment.environment)];
  if (variables.length === 0) {
    await prompts.message(l10n.t('{0} of {1} has no variables.', key, name), [], { severity: 'info' });
    return;
  }
  const chosen =
    given === undefined
      ? await prompts.pickMany(
          variables.map((variable) => ({
            label: plain(variable.key),
            description: variable.encrypted ? l10n.t('encrypted') : '',
            value: variable.key,
          })),
          {
            title: l10n.t('Remove Variables from {0} of {1}', key, name),
            placeholder: l10n.t('Choose the variables to remove'),
          },
        )
      : [given];
  if (chosen === undefined) return;
  const edits = variables.filter((one) => chosen.includes(one.key)).map((was) => ({ key: was.key, was }));
  const isReviewed = place.isProduction || edits.some(({ was }) => was.encrypted);
  if (isReviewed || (await isSure(edits.map((edit) => edit.key)))) await applyEdits(edits, place, services);

  /** A plain value is lost too, if nobody has it elsewhere. */
  async function isSure(keys: readonly string[]): Promise<boolean> {
    const remove = l10n.t('Remove');
    const [only = ''] = keys;
    const text =
      keys.length === 1
        ? l10n.t('Remove {0} from {1} of {2}?', plain(only), key, name)
        : l10n.t('Remove {0} variables from {1} of {2}?', count(keys.length), key, name);
    const detail = l10n.t('Code there reads nothing from it after the next deployment.');
    return (await prompts.message(text, [remove], { severity: 'warning', modal: true, detail })) === remove;
  }
}
