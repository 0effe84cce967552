import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { changeServices, changeOptions } from '../changes/dialogs/change-services.ts';
import { type ChangeWords, outcomeText } from '../changes/dialogs/outcome-text.ts';
import { requireTrust } from '../changes/dialogs/require-trust.ts';
import type { ChangeOutcome } from '../changes/model/change.ts';
import { makeChange } from '../changes/model/make-change.ts';
import { consoleLink } from '../core/console-links.ts';
import type { ForgeError } from '../core/errors.ts';
import { fetchListedApp } from '../gateway/operations/fetch-listed-app.ts';
import type { Shared } from '../shared.ts';
import { reason } from '../vscode/notify.ts';
import { plain } from '../vscode/text.ts';
import { sayObstacle } from './explain-disabled.ts';
import type { AppRef } from './model/app-ref.ts';
import { type Detail, detailChange, type DetailRequest, limits } from './model/change-details.ts';

/** Changes names and descriptions of apps, and remembers for the session what the gateway refused. */
export interface EditDetails {
  edit(app: AppRef, detail: Detail): Promise<void>;
}

/** Creates an editor of details that writes to the journal of changes. */
export function createEditDetails(shared: Shared): EditDetails {
  const { prompts } = shared;
  const refused = new Set<string>();

  /** Says that the gateway refuses this to the token, if it did. */
  async function sayRefused(app: AppRef): Promise<boolean> {
    const isRefused = [refusalKey(app), app.data.account.key].some((key) => refused.has(key));
    if (isRefused) await offerConsole(app, l10n.t('Not available with your API token: Atlassian refused it before.'));
    return isRefused;
  }

  async function offerConsole(app: DetailRequest['app'], text: string): Promise<void> {
    const open = l10n.t('Open Developer Console');
    const actions = app.data.account.kind === 'sample' ? [] : [open];
    if ((await prompts.message(text, actions, { severity: 'warning' })) === open)
      await prompts.openExternal(consoleLink(app.data.account, app.id));
  }

  async function tell(request: DetailRequest, outcome: ChangeOutcome<string, string>): Promise<void> {
    const words = wordsFor(request);
    const text = outcomeText(words, outcome);
    switch (outcome.status) {
      case 'done':
        vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
        return;
      case 'changed':
        await prompts.message(words.differences(outcome.differences), [], { severity: 'warning' });
        return;
      case 'refused':
        if (outcome.error.kind === 'forbidden') refused.add(refusedFor(request.app, outcome.error));
        await offerConsole(request.app, `${words.couldNot}: ${reason(outcome.error)}. ${words.notDone}`);
        return;
      case 'failed':
        await shared.notify.error(words.couldNot, outcome.error);
        return;
      default:
        await offerConsole(request.app, text);
    }
  }

  return {
    async edit(app, detail) {
      if (!(await requireTrust(prompts)) || (await sayObstacle('rename', app, prompts)) || (await sayRefused(app)))
        return;
      const from = (await fetchListedApp(app.data.client, app.id))[detail];
      const to = await ask(app, detail, from, shared);
      if (to === undefined || to === from || !(await confirm(app, detail, to, shared))) return;
      const request = { app, detail, from, to };
      const services = await changeServices(shared);
      const outcome = await prompts.progress(wordsFor(request).doing, (_, signal) =>
        makeChange(detailChange(request), changeOptions(services, signal)),
      );
      const { apps } = app.data;
      await Promise.all([apps.refreshApp(app.id), app.data.details(app.id).profile.refresh()]);
      await tell(request, outcome);
    },
  };
}

/** What is said about a change; `couldNot` goes on with a colon and the reason. */
interface DetailWords extends ChangeWords<string> {
  readonly couldNot: string;
  readonly differences: (differences: readonly string[]) => string;
}

function wordsFor({ app, detail, from, to }: DetailRequest): DetailWords {
  const name = plain(app.name);
  if (detail === 'description')
    return {
      doing: l10n.t('Changing the description of {0}', name),
      done: l10n.t('Description of {0} changed', name),
      couldNot: l10n.t('Couldn’t change the description of {0}', name),
      notDone: l10n.t('Its description was not changed.'),
      unsure: l10n.t('Couldn’t find out whether the description of {0} was changed.', name),
      differences: () => l10n.t('The description of {0} was changed in the meantime. Nothing was changed.', name),
    };
  return {
    doing: l10n.t('Renaming {0}', name),
    done: l10n.t('Renamed {0} to {1}', plain(from), plain(to)),
    couldNot: l10n.t('Couldn’t rename {0}', name),
    notDone: l10n.t('Its name was not changed.'),
    unsure: l10n.t('Couldn’t find out whether {0} was renamed.', name),
    differences: ([now = '']) =>
      l10n.t('{0} was renamed to {1} in the meantime. Nothing was changed.', name, plain(now)),
  };
}

/** A token that lacks a scope is refused for every app, otherwise the role on this one may be the reason. */
function refusedFor(app: DetailRequest['app'], { message }: ForgeError): string {
  return message.includes('authorisation scopes') ? app.data.account.key : refusalKey(app);
}

const refusalKey = ({ data, id }: DetailRequest['app']) => `${data.account.key} ${id}`;

function ask({ name }: AppRef, detail: Detail, value: string, { prompts }: Shared): Promise<string | undefined> {
  const { least, most } = limits[detail];
  const isName = detail === 'name';
  return prompts
    .input({
      title: isName ? l10n.t('Rename {0}', plain(name)) : l10n.t('Edit the Description of {0}', plain(name)),
      prompt: isName
        ? l10n.t('The name in the developer console. Users see the titles in the manifest instead.')
        : l10n.t('What the app does, in up to 1,000 characters.'),
      value,
      validate: (typed) => {
        const { length } = typed.trim();
        if (length >= least && length <= most) return undefined;
        return isName ? l10n.t('A name has 1 to 60 characters.') : l10n.t('A description has up to 1,000 characters.');
      },
    })
    .then((typed) => typed?.trim());
}

async function confirm({ name }: AppRef, detail: Detail, to: string, { prompts }: Shared): Promise<boolean> {
  const isName = detail === 'name';
  const change = isName ? l10n.t('Rename') : l10n.t('Change Description');
  const text = isName
    ? l10n.t('Rename {0} to {1}?', plain(name), plain(to))
    : l10n.t('Change the description of {0}?', plain(name));
  const note = l10n.t(
    'This was never seen accepted with an API token. If Atlassian refuses it, nothing changes, and you can do it in the developer console under Settings.',
  );
  const detailText = isName ? note : `${plain(to)}\n\n${note}`;
  return (await prompts.message(text, [change], { severity: 'info', modal: true, detail: detailText })) === change;
}
