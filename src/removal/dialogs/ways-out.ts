import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { consoleLink } from '../../core/console-links.ts';
import { documentation } from '../../core/documentation.ts';
import type { ReviewChoice, ReviewPart } from '../../vscode/review.ts';
import { proposedSites } from '../model/active-customers.ts';
import type { Blocker } from '../model/blockers.ts';
import type { CheckedApp, Step } from './deletion-review.ts';
import type { RemovalServices } from './removal-services.ts';
import { blockerHeading, blockerParagraphs, installationCount, personText, siteList } from './removal-words.ts';
import { ticketText } from './support-ticket.ts';

/** What the ways out lead to. */
export interface WaysOut {
  readonly services: Pick<RemovalServices, 'prompts' | 'data'>;
  readonly uninstallAll: (target: AppRef) => Promise<void>;
  readonly deleteAs: (target: AppRef) => Promise<void>;
  readonly checkAgain: () => Promise<void>;
}

type Choice = ReviewChoice<Step>;

/** What stands in the way of deleting an app, with each way out. */
export function wayOut(blocker: Blocker, app: CheckedApp, ways: WaysOut): ReviewPart<Step> {
  return {
    heading: blockerHeading(blocker),
    paragraphs: blockerParagraphs(blocker, app.check, app.target.data.mySites.ids),
    choices: choicesFor(blocker, app, ways),
  };
}

function choicesFor(blocker: Blocker, app: CheckedApp, ways: WaysOut): readonly Choice[] {
  const { target } = app;
  switch (blocker.kind) {
    case 'notForge':
      return [
        link(
          vscode.l10n.t('Open Developer Console'),
          vscode.l10n.t('Opens the app there, where it can be deleted.'),
          consoleLink(target.data.account, target.id),
          ways,
        ),
      ];
    case 'notOwner':
      return ownerChoices(blocker, app, ways);
    case 'installed':
      return installedChoices(blocker, app, ways);
    case 'listed':
      return listedChoices(blocker, app, ways);
    case 'ownerUnknown':
    case 'listingUnknown':
      return [
        {
          label: vscode.l10n.t('Check Again'),
          consequence: vscode.l10n.t('Asks Atlassian once more. Nothing is changed.'),
          value: () => Promise.resolve(ways.checkAgain),
        },
      ];
  }
}

function ownerChoices(
  { owner }: Extract<Blocker, { kind: 'notOwner' }>,
  { target }: CheckedApp,
  { services, deleteAs }: WaysOut,
): readonly Choice[] {
  if (owner === undefined) return [];
  const ownerData = services.data.list.find(
    ({ account }) => account.id === owner.accountId && account.gateway === target.data.account.gateway,
  );
  const copy = copying(
    vscode.l10n.t('Copy the Owner’s Name'),
    vscode.l10n.t('Ask the owner to delete the app, or to make you its owner.'),
    personText(owner),
  );
  if (ownerData === undefined) return [copy];
  const as: Choice = {
    label: vscode.l10n.t('Delete as {0}…', accountLabel(ownerData.account)),
    consequence: vscode.l10n.t('Checks again with that account, which you’re signed in to. Nothing is deleted yet.'),
    value: () => Promise.resolve(() => deleteAs({ ...target, data: ownerData })),
  };
  return [as, copy];
}

function listedChoices(
  { payment }: Extract<Blocker, { kind: 'listed' }>,
  { target, check }: CheckedApp,
  ways: WaysOut,
): readonly Choice[] {
  const { mySites } = target.data;
  const proposed = proposedSites(check, mySites.ids);
  const paid = link(
    vscode.l10n.t('Retire a Paid App'),
    vscode.l10n.t('Opens Atlassian’s steps for apps that are paid via Atlassian.'),
    documentation.retiringPaidApps,
    ways,
  );
  const free = link(
    vscode.l10n.t('Retire a Free App'),
    vscode.l10n.t('Opens Atlassian’s steps for free apps.'),
    documentation.retiringFreeApps,
    ways,
  );
  return [
    ...(payment === 'free' ? [] : [paid]),
    ...(payment === 'paid' ? [] : [free]),
    link(
      vscode.l10n.t('End-of-Life Terms'),
      vscode.l10n.t('Opens the terms that apply to apps with active customers.'),
      documentation.retiringApps,
      ways,
    ),
    ...(proposed.length === 0
      ? []
      : [
          {
            label: vscode.l10n.t('These Are My Sites'),
            consequence: vscode.l10n.t(
              'You installed the app there yourself: {0}. Marks them as yours, so that they don’t count as customers.',
              proposed.map(({ site }) => site).join(', '),
            ),
            async value() {
              await mySites.mark(
                proposed.map(({ siteId }) => siteId),
                true,
              );
              return ways.checkAgain;
            },
          },
        ]),
  ];
}

function installedChoices(
  { rows }: Extract<Blocker, { kind: 'installed' }>,
  { target, check }: CheckedApp,
  ways: WaysOut,
): readonly Choice[] {
  return [
    {
      label: vscode.l10n.t('Uninstall from All Sites…'),
      consequence: vscode.l10n.t(
        'Shows what will be uninstalled, and asks you to confirm. Customers lose the app at once, and each site’s audit logs are erased 30 days later.',
      ),
      value: () => Promise.resolve(() => ways.uninstallAll(target)),
    },
    {
      ...copying(
        vscode.l10n.t('Copy Support Ticket'),
        vscode.l10n.t(
          'For a ticket at {0}: Atlassian then uninstalls the app from all sites and deletes it.',
          supportName,
        ),
        ticketText(check),
      ),
      text: ticketText(check),
    },
    link(
      vscode.l10n.t('Open Developer Support'),
      vscode.l10n.t('Opens {0} in your browser, where you can raise the ticket.', supportName),
      documentation.developerSupport,
      ways,
    ),
    ...(rows.length === 0
      ? []
      : [
          copying(
            vscode.l10n.t('Copy List of Sites'),
            vscode.l10n.t('Copies the sites, Atlassian apps and environments of {0}.', installationCount(rows.length)),
            siteList(check),
          ),
        ]),
  ];
}

/** The address of developer support as people read it. */
const supportName = documentation.developerSupport.replace('https://', '');

function link(label: string, consequence: string, url: string, { services }: WaysOut): Choice {
  return {
    label,
    consequence,
    async value() {
      await services.prompts.openExternal(url);
      return undefined;
    },
  };
}

function copying(label: string, consequence: string, text: string): Choice {
  return {
    label,
    consequence,
    async value() {
      await vscode.env.clipboard.writeText(text);
      return undefined;
    },
  };
}
