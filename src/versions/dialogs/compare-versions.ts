import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { VersionFacts } from '../../core/version-facts.ts';
import { fetchVersionFacts } from '../../gateway/operations/fetch-version-facts.ts';
import type { Shared } from '../../shared.ts';
import { spelledOutLine } from '../../vscode/shown-text.ts';
import { plain } from '../../vscode/text.ts';
import { type VersionDifference, versionDifference } from '../model/version-difference.ts';
import { versionText } from '../model/version-text.ts';
import { chooseDeployed, chooseVersion, type VersionPlace } from './choose-version.ts';
import { comparisonReview, placeName } from './comparison-review.ts';

/** What a comparison starts with; what is left out is asked for. */
export interface ComparisonStart {
  /** The environment of the first version, by its key as the Forge CLI writes it. */
  readonly environment?: string;
  readonly before?: VersionPlace;
  readonly after?: VersionPlace;
}

type Services = Pick<Shared, 'prompts' | 'reports'>;

/** Shows how two versions of an app differ, after asking which. Throws the gateway's errors. */
export async function compareVersions(app: AppRef, start: ComparisonStart, services: Services): Promise<void> {
  const before = start.before ?? (await askBefore(app, start.environment, services));
  const after = before && (start.after ?? (await askAfter(app, before, services)));
  if (before === undefined || after === undefined) return;
  const difference = await load(app, before, after, services);
  if (difference !== undefined) await show(app, difference, services);
}

async function askBefore(
  app: AppRef,
  key: string | undefined,
  { prompts }: Services,
): Promise<VersionPlace | undefined> {
  const title = l10n.t('Compare Versions of {0} (1 of 2)', plain(app.name));
  const environment =
    key ?? (await chooseDeployed(app, prompts, { title, placeholder: l10n.t('Before: choose an environment') }))?.key;
  if (environment === undefined) return undefined;
  return chooseVersion(app, environment, prompts, { title, placeholder: l10n.t('Before: choose a version') });
}

async function askAfter(app: AppRef, but: VersionPlace, { prompts }: Services): Promise<VersionPlace | undefined> {
  const title = l10n.t('Compare Versions of {0} (2 of 2)', plain(app.name));
  const placeholder = l10n.t('After: choose an environment');
  const environment = await chooseDeployed(app, prompts, { title, placeholder });
  if (environment === undefined) return undefined;
  return chooseVersion(app, environment.key, prompts, { title, placeholder: l10n.t('After: choose a version'), but });
}

async function load(
  { data, id, name }: AppRef,
  before: VersionPlace,
  after: VersionPlace,
  { prompts }: Services,
): Promise<VersionDifference | undefined> {
  return prompts.progress(l10n.t('Comparing versions of {0}', plain(name)), async (_, signal) => {
    const [old, late] = await Promise.all(
      [before, after].map((place) => fetchVersionFacts(data.client, id, place, signal)),
    );
    return old && late && versionDifference(old, late);
  });
}

async function show(app: AppRef, difference: VersionDifference, services: Services): Promise<void> {
  const page = await services.prompts.review(comparisonReview(app.name, difference));
  for (;;) {
    const choice = await page.next();
    if (choice === undefined) return;
    if (choice === 'diff') await showDiff(app.name, difference, services);
    else {
      page.close();
      if (choice === 'others') return compareVersions(app, {}, services);
      return show(app, versionDifference(difference.after, difference.before), services);
    }
  }
}

async function showDiff(appName: string, { before, after }: VersionDifference, { reports }: Services): Promise<void> {
  const side = (facts: VersionFacts, position: string) => ({
    // Both sides need a document of their own, also where they are the same version.
    name: `${plain(appName)} ${placeName(facts)} ${position}`,
    text: versionText(facts, spelledOutLine),
  });
  const title = l10n.t('{0}: {1} ↔ {2}', plain(appName), plain(placeName(before)), plain(placeName(after)));
  await reports.compare(title, side(before, 'a'), side(after, 'b'));
}
