import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import { consoleLink } from '../../core/console-links.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type Obstacle, obstaclesOf } from '../model/obstacles.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { endOfLifeTerms, retiringLink, supportLink } from './removal-links.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Removing } from './removing.ts';
import { changeText, installationCount, personText, siteList } from './removal-words.ts';

/** What the ways out lead to beside what they do themselves. */
export interface WaysOn {
  readonly uninstallAll: (target: AppRef) => Promise<void>;
  readonly deleteAs: (target: AppRef) => Promise<void>;
  readonly checkAgain: () => Promise<void>;
}

type Way = PickItem<() => unknown>;

/** Shows what stands in the way of deleting an app, each with its way out, and goes the one that is chosen. */
export async function showWaysOut(
  target: AppRef,
  check: RemovalCheck,
  { data, prompts }: Removing,
  on: WaysOn,
): Promise<void> {
  const open = (url: string) => () => prompts.openExternal(url);
  const copy = (text: string) => () => vscode.env.clipboard.writeText(text);
  const ways = obstaclesOf(check).flatMap((obstacle): Way[] => {
    const detail = plain(changeText(obstacle));
    const way = (icon: string, label: string, value: () => unknown): Way => ({
      label: `$(${icon}) ${label}`,
      detail,
      value,
    });
    return waysOf(obstacle, { way, open, copy });
  });
  const report: Way = {
    label: `$(copy) ${vscode.l10n.t('Copy the report')}`,
    value: copy(checkReport(check, target.data.account)),
  };
  const chosen = await prompts.pick([...ways, report], {
    title: vscode.l10n.t('{0} can’t be deleted yet', plain(target.name)),
    placeholder: vscode.l10n.t('Choose a way out'),
  });
  await chosen?.();

  function waysOf(
    obstacle: Obstacle,
    {
      way,
      open: page,
      copy: copied,
    }: { way: (icon: string, label: string, run: () => unknown) => Way; open: typeof open; copy: typeof copy },
  ): Way[] {
    switch (obstacle.kind) {
      case 'notForge':
        return [way('link-external', vscode.l10n.t('Open in the developer console'), page(consoleLink(target.id)))];
      case 'notOwner': {
        const { owner } = obstacle;
        const other = data.list.find(
          ({ account }) => account.id === owner?.accountId && account.gateway === target.data.account.gateway,
        );
        return [
          ...(other
            ? [
                way('account', vscode.l10n.t('Delete it as {0}', plain(accountLabel(other.account))), () =>
                  on.deleteAs({ ...target, data: other }),
                ),
              ]
            : []),
          ...(owner
            ? [
                way(
                  'copy',
                  vscode.l10n.t('Copy the owner’s name: {0}', plain(personText(owner))),
                  copied(personText(owner)),
                ),
              ]
            : []),
        ];
      }
      case 'installed':
        return [
          way('trash', vscode.l10n.t('Uninstall from all…'), () => on.uninstallAll(target)),
          way(
            'copy',
            vscode.l10n.t('Copy the list of sites ({0})', installationCount(obstacle.rows.length)),
            copied(siteList(check)),
          ),
          way('link-external', vscode.l10n.t('Raise a support ticket'), page(supportLink)),
        ];
      case 'listed':
        return [
          way(
            'link-external',
            obstacle.payment === 'paid'
              ? vscode.l10n.t('How to retire an app that is paid via Atlassian')
              : vscode.l10n.t('How to retire a free app'),
            page(retiringLink(obstacle.payment)),
          ),
          ...(obstacle.activeCustomers ? [way('law', vscode.l10n.t('End-of-life terms'), page(endOfLifeTerms))] : []),
        ];
      case 'ownerUnknown':
      case 'listingUnknown':
        return [way('refresh', vscode.l10n.t('Check again'), on.checkAgain)];
    }
  }
}

/**
 * Which of the other accounts that are signed in an app belongs to: the accounts of one person have lists of their own.
 */
export async function accountOf(
  target: AppRef,
  others: readonly AccountData[],
  exists: (data: AccountData) => Promise<boolean>,
): Promise<AccountData | undefined> {
  for (const other of others) {
    if (other.account.gateway !== target.data.account.gateway || other === target.data) continue;
    if (await exists(other).catch(() => false)) return other;
  }
  return undefined;
}
