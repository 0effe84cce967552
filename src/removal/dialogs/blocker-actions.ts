import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import { consoleLink } from '../../core/console-links.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type Blocker, blockersOf } from '../model/blockers.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { endOfLifeTerms, retiringLink, supportLink } from './removal-links.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';
import { changeText, installationCount, personText, siteList } from './removal-words.ts';

/** The actions that start another dialog. */
export interface BlockerHandlers {
  readonly uninstallAll: (target: AppRef) => Promise<void>;
  readonly deleteAs: (target: AppRef) => Promise<void>;
  readonly checkAgain: () => Promise<void>;
}

type BlockerAction = PickItem<() => unknown>;

interface Context {
  readonly target: AppRef;
  readonly check: RemovalCheck;
  readonly services: RemovalServices;
  readonly handlers: BlockerHandlers;
}

/** Shows why an app can't be deleted, with the actions that help, and runs the chosen one. */
export async function showBlockers(
  target: AppRef,
  check: RemovalCheck,
  services: RemovalServices,
  handlers: BlockerHandlers,
): Promise<void> {
  const actions = blockersOf(check).flatMap((blocker) => {
    const detail = plain(changeText(blocker));
    return actionsFor(blocker, { target, check, services, handlers }).map((item) => ({ ...item, detail }));
  });
  const report = copyAction(vscode.l10n.t('Copy the report'), checkReport(check, target.data.account));
  const chosen = await services.prompts.pick([...actions, report], {
    title: vscode.l10n.t('{0} can’t be deleted yet', plain(target.name)),
    placeholder: vscode.l10n.t('Choose a way out'),
  });
  await chosen?.();
}

function actionsFor(blocker: Blocker, context: Context): BlockerAction[] {
  const { target, check, services, handlers } = context;
  const openAction = (label: string, url: string, icon = 'link-external') =>
    action(icon, label, () => services.prompts.openExternal(url));
  switch (blocker.kind) {
    case 'notForge':
      return [openAction(vscode.l10n.t('Open in the developer console'), consoleLink(target.data.account, target.id))];
    case 'notOwner':
      return ownerActions(blocker, context);
    case 'installed':
      return [
        action('trash', vscode.l10n.t('Uninstall from all…'), () => handlers.uninstallAll(target)),
        copyAction(
          vscode.l10n.t('Copy the list of sites ({0})', installationCount(blocker.rows.length)),
          siteList(check),
        ),
        openAction(vscode.l10n.t('Raise a support ticket'), supportLink),
      ];
    case 'listed':
      return [
        openAction(
          blocker.payment === 'paid'
            ? vscode.l10n.t('How to retire an app that is paid via Atlassian')
            : vscode.l10n.t('How to retire a free app'),
          retiringLink(blocker.payment),
        ),
        ...(blocker.activeCustomers ? [openAction(vscode.l10n.t('End-of-life terms'), endOfLifeTerms, 'law')] : []),
      ];
    case 'ownerUnknown':
    case 'listingUnknown':
      return [action('refresh', vscode.l10n.t('Check again'), handlers.checkAgain)];
  }
}

function ownerActions(
  { owner }: Extract<Blocker, { kind: 'notOwner' }>,
  { target, services, handlers }: Context,
): BlockerAction[] {
  if (owner === undefined) return [];
  const ownerData = services.data.list.find(
    ({ account }) => account.id === owner.accountId && account.gateway === target.data.account.gateway,
  );
  const name = personText(owner);
  const copy = copyAction(vscode.l10n.t('Copy the owner’s name: {0}', plain(name)), name);
  if (ownerData === undefined) return [copy];
  const label = vscode.l10n.t('Delete it as {0}', plain(accountLabel(ownerData.account)));
  return [action('account', label, () => handlers.deleteAs({ ...target, data: ownerData })), copy];
}

function action(icon: string, label: string, run: () => unknown): BlockerAction {
  return { label: `$(${icon}) ${label}`, value: run };
}

function copyAction(label: string, text: string): BlockerAction {
  return action('copy', label, () => vscode.env.clipboard.writeText(text));
}
