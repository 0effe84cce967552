import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { changeServices } from '../../changes/dialogs/change-services.ts';
import { requireRole } from '../../changes/dialogs/require-role.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { documentation } from '../../core/documentation.ts';
import type { Environment } from '../../core/environment.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import type { Shared } from '../../shared.ts';
import { count, plain } from '../../vscode/text.ts';
import { creationOf } from '../model/environment-changes.ts';
import { keyMistake, mostEnvironments } from '../model/environment-key.ts';

/** Asks for the name of a new environment of an app, and creates it. */
export async function createAppEnvironment(app: AppRef, shared: Shared): Promise<void> {
  const { prompts, notify } = shared;
  if (!(await requireTrust(prompts))) return;
  const name = plain(app.name);
  if (!(await requireRole(app, 'custom', l10n.t('No environment of {0} was created.', name), prompts))) return;
  let existing: readonly Environment[];
  try {
    existing = await prompts.progress(l10n.t('Loading the environments of {0}', name), (_report, signal) =>
      fetchEnvironments(app.data.client, app.id, signal),
    );
  } catch (error) {
    await notify.error(l10n.t('Couldn’t load the environments of {0}, so none was created', name), error);
    return;
  }
  if (existing.length >= mostEnvironments) {
    await sayFull(app, shared);
    return;
  }
  const key = await askForKey(app, existing, shared);
  if (key !== undefined) await create(app, key, shared);
}

async function sayFull(app: AppRef, { prompts }: Shared): Promise<void> {
  const text = l10n.t(
    '{0} has {1} environments, the most that Atlassian allows. Delete one before you create another.',
    plain(app.name),
    count(mostEnvironments),
  );
  const learn = l10n.t('Learn More');
  if ((await prompts.message(text, [learn], { severity: 'warning' })) === learn)
    await prompts.openExternal(documentation.limitsOfApps);
}

async function askForKey(
  app: AppRef,
  existing: readonly Environment[],
  { prompts }: Shared,
): Promise<string | undefined> {
  const left = mostEnvironments - existing.length;
  const room = left === 1 ? l10n.t('1 more can be created.') : l10n.t('{0} more can be created.', count(left));
  const typed = await prompts.input({
    title: l10n.t('New Environment of {0}', plain(app.name)),
    prompt: l10n.t('A name of letters, digits, hyphens and underscores, such as your own. {0}', room),
    placeholder: l10n.t('my-name'),
    validate: (value) => (value === '' ? undefined : mistakeText(value, existing)),
    check: (value) => Promise.resolve(mistakeText(value, existing)),
  });
  return typed;
}

function mistakeText(key: string, existing: readonly Environment[]): string | undefined {
  switch (keyMistake(key, existing)) {
    case 'characters':
      return l10n.t('Use letters, digits, hyphens and underscores only.');
    case 'taken':
      return l10n.t('There is an environment {0} already.', plain(key));
    case 'reserved':
      return l10n.t('{0} is what Atlassian calls the development environment of every app.', plain(key));
    case undefined:
      return undefined;
  }
}

async function create(app: AppRef, key: string, shared: Shared): Promise<void> {
  const { actions } = shared;
  const [name, shown] = [plain(app.name), plain(key)];
  await runChange(
    {
      change: creationOf(app, key),
      words: {
        doing: l10n.t('Creating the environment {0} of {1}', shown, name),
        done: l10n.t('The environment {0} of {1} was created. Deploy to it before you install the app.', shown, name),
        notDone: l10n.t('The environment {0} of {1} wasn’t created.', shown, name),
        unsure: l10n.t('Couldn’t find out whether the environment {0} of {1} was created.', shown, name),
      },
      settled: () => app.data.details(app.id).environments.refresh(),
      next: ({ status }) =>
        status === 'done'
          ? [
              { label: l10n.t('Copy Variables…'), run: () => actions.copyVariablesTo(app, key) },
              { label: l10n.t('Show Environments'), run: () => actions.open(app, 'environments') },
            ]
          : [],
    },
    await changeServices(shared),
  );
}
