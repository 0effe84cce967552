import { l10n } from 'vscode';
import type { PickItem, Prompts } from '../vscode/prompts.ts';
import type { SampleApps, SamplePerson } from './sample-apps.ts';

/**
 * Asks which people of the sample apps to be, and signs them in and the others out. The main account is selected at
 * first, later those that are signed in. Does nothing if the user cancels; throws as `SampleApps.explore` does.
 */
export async function exploreSampleApps(sampleApps: SampleApps, prompts: Prompts): Promise<void> {
  const selected = sampleApps.people.length === 0 ? ['main'] : sampleApps.people;
  const items = people().map((item) => ({ ...item, picked: selected.includes(item.value) }));
  const chosen = await prompts.pickMany(items, {
    title: l10n.t('Explore with Sample Apps'),
    placeholder: l10n.t('Whose apps would you like to see?'),
  });
  if (chosen !== undefined) await sampleApps.explore(chosen);
}

const people = (): PickItem<SamplePerson>[] => [
  {
    label: 'mara@example.com',
    description: l10n.t('Many apps'),
    detail: l10n.t('Apps of every kind, with environments, installations, contributors and audit logs'),
    value: 'main',
  },
  {
    label: 'mara+forge@example.com',
    description: l10n.t('An alias of the same mailbox'),
    detail: l10n.t('Atlassian treats it as an account of its own, with its own apps and installations'),
    value: 'alias',
  },
  {
    label: 'devon@example.com',
    description: l10n.t('No apps'),
    detail: l10n.t('What you see before you have an app'),
    value: 'empty',
  },
];
