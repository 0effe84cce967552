import { l10n } from 'vscode';
import { documentation } from '../core/documentation.ts';
import type { Prompts } from '../vscode/prompts.ts';

/** Explains the kinds of apps that the list shows, with the way to Atlassian's overview. */
export async function explainKinds(prompts: Prompts): Promise<void> {
  const learnMore = l10n.t('Learn More');
  const detail = [
    l10n.t(
      'Forge apps run on Atlassian’s platform. Their code is deployed with the Forge CLI, and a manifest says what they show and which permissions they need.',
    ),
    l10n.t(
      'Connect apps run on a server of their developer. A descriptor tells Atlassian where, and what they add to Jira or Confluence.',
    ),
    l10n.t(
      'OAuth 2.0 (3LO) integrations call Atlassian’s APIs from outside, on behalf of people who gave their consent.',
    ),
    l10n.t(
      'Cloud Fortified apps take part in an Atlassian Marketplace program with additional requirements for security, reliability and support.',
    ),
  ].join('\n\n');
  const title = l10n.t('What kinds of apps are there?');
  const chosen = await prompts.message(title, [learnMore], { severity: 'info', modal: true, detail });
  if (chosen === learnMore) await prompts.openExternal(documentation.kindsOfApps);
}
