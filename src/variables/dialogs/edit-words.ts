import { l10n } from 'vscode';
import type { Confirmation } from '../../changes/dialogs/run-change.ts';
import type { ChangeWords } from '../../changes/dialogs/outcome-text.ts';
import { count, plain } from '../../vscode/text.ts';
import type { VariableDifference } from '../model/variable-changes.ts';
import type { VariableEdit } from './apply-edits.ts';
import type { KnownPlace } from './variable-place.ts';

const takesEffect = () => l10n.t('The next deployment there makes it take effect.');

/** What is said about one change of a variable. */
export function editWords({ key, was, set }: VariableEdit, place: KnownPlace): ChangeWords<VariableDifference> {
  const [name, environment, app] = [plain(key), plain(place.environment.environment), plain(place.app.name)];
  function differences([now]: readonly VariableDifference[]): string {
    if (now === undefined) return l10n.t('{0} isn’t there any more.', name);
    return now.encrypted && was?.encrypted !== true
      ? l10n.t('{0} is encrypted now, and nobody could bring its value back. Try again to replace or remove it.', name)
      : l10n.t('{0} was set again.', name);
  }
  if (set === undefined)
    return {
      doing: l10n.t('Removing {0} from {1} of {2}', name, environment, app),
      done: l10n.t('{0} was removed from {1} of {2}. {3}', name, environment, app, takesEffect()),
      alreadyDone: l10n.t('{0} of {1} has no variable {2} any more.', environment, app, name),
      notDone: l10n.t('{0} wasn’t removed from {1} of {2}.', name, environment, app),
      unsure: l10n.t('Couldn’t find out whether {0} was removed from {1} of {2}.', name, environment, app),
      differences,
    };
  return {
    doing: l10n.t('Setting {0} in {1} of {2}', name, environment, app),
    done: l10n.t('{0} was set in {1} of {2}. {3}', name, environment, app, takesEffect()),
    notDone: l10n.t('{0} wasn’t set in {1} of {2}.', name, environment, app),
    unsure: l10n.t('Couldn’t find out whether {0} was set in {1} of {2}.', name, environment, app),
    differences,
  };
}

/** Title of the progress of several changes. */
export function doingText(edits: readonly VariableEdit[], place: KnownPlace): string {
  const [only, ...others] = edits;
  if (only && others.length === 0) return editWords(only, place).doing;
  const { environment, app } = place;
  return l10n.t(
    'Changing {0} variables in {1} of {2}',
    count(edits.length),
    plain(environment.environment),
    plain(app.name),
  );
}

/** That none of the changes was made. */
export function nothingDone({ app, environment }: KnownPlace): string {
  return l10n.t('No variable was changed in {0} of {1}.', plain(environment.environment), plain(app.name));
}

/** The page that is read before variables of production change, or an encrypted value is lost. */
export function editConfirmation(edits: readonly VariableEdit[], place: KnownPlace): Confirmation {
  const { app, environment } = place;
  const key = environment.environment;
  const title = l10n.t('Change variables in {0} of {1}', key, app.name);
  return {
    review: {
      title,
      subjects: [
        {
          name: app.name,
          verdict:
            edits.length === 1
              ? l10n.t('1 variable changes in {0}. {1}', key, takesEffect())
              : l10n.t('{0} variables change in {1}. {2}', count(edits.length), key, takesEffect()),
          facts: [[l10n.t('Environment'), key]],
          parts: [],
          table: {
            caption: l10n.t('Changes'),
            columns: [l10n.t('Variable'), l10n.t('Before'), l10n.t('After')],
            rows: edits.map((edit) => [edit.key, before(edit), after(edit)]),
          },
        },
      ],
      choices: [
        {
          label: l10n.t('Change in {0}…', key),
          consequence: l10n.t(
            'Asks you to type the environment’s name first. Encrypted values that change can’t be brought back. Close this page to change nothing.',
          ),
          primary: true,
          value: 'confirm',
        },
      ],
    },
    typed: {
      title: l10n.t('Change Variables in {0}', plain(key)),
      warning: l10n.t('This changes variables of the environment.'),
      environment: key,
    },
  };
}

function before({ was }: VariableEdit): string {
  if (was === undefined) return l10n.t('not set');
  return was.encrypted ? l10n.t('encrypted') : (was.value ?? '');
}

function after({ set }: VariableEdit): string {
  if (set === undefined) return l10n.t('removed');
  return set.encrypted ? l10n.t('encrypted, a new value') : set.value;
}
