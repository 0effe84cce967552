import { l10n } from 'vscode';
import type { VersionFacts } from '../../core/version-facts.ts';
import type { Review, ReviewSubject, ReviewTable, RowTone } from '../../vscode/review.ts';
import { count, exactTime } from '../../vscode/text.ts';
import { type AreaDifference, isSameArea, type VersionDifference } from '../model/version-difference.ts';
import type { VersionArea } from '../model/version-items.ts';

/** What a comparison offers to do next. */
export type ComparisonChoice = 'diff' | 'swap' | 'others';

/** The page that shows how two versions of an app differ, area by area. */
export function comparisonReview(appName: string, difference: VersionDifference): Review<ComparisonChoice> {
  const { before, after, areas } = difference;
  const different = areas.filter((area) => !isSameArea(area));
  return {
    title: l10n.t('{0}: {1} and {2}', appName, placeName(before), placeName(after)),
    choices: [
      {
        label: l10n.t('Open as Text Diff'),
        consequence: l10n.t('Shows both versions as sorted text in VS Code’s own diff.'),
        primary: true,
        value: 'diff',
      },
      { label: l10n.t('Swap'), consequence: l10n.t('Compares them the other way round.'), value: 'swap' },
      {
        label: l10n.t('Compare Others…'),
        consequence: l10n.t('Asks for two other versions of this app.'),
        value: 'others',
      },
    ],
    subjects: [overview(difference, different), ...differentAreas(difference)],
  };
}

/** What differs, area by area. */
export function differentAreas({ areas }: VersionDifference): readonly ReviewSubject<never>[] {
  return areas.filter((area) => !isSameArea(area)).map(areaSubject);
}

/** A version with its environment: "production 4.3.0". */
export function placeName({ environmentKey, version }: VersionFacts): string {
  return l10n.t('{0} {1}', environmentKey, version.version);
}

function overview(
  { before, after, areas, isSame }: VersionDifference,
  different: readonly AreaDifference[],
): ReviewSubject<never> {
  const names = (list: readonly AreaDifference[]) => list.map(({ area }) => areaName(area)).join(', ');
  const same = names(areas.filter((area) => area.isKnown && isSameArea(area) && area.same > 0));
  const unknown = names(areas.filter(({ isKnown }) => !isKnown));
  return {
    name: l10n.t('Both versions'),
    verdict: isSame ? l10n.t('Nothing that Atlassian reports differs between them.') : verdictOf(different.length),
    facts: [
      [l10n.t('Before'), deployedText(before)],
      [l10n.t('After'), deployedText(after)],
      ...(same === '' ? [] : [[l10n.t('The same'), same] as const]),
      ...(unknown === '' ? [] : [[l10n.t('Not reported'), unknown] as const]),
    ],
    parts: [],
  };
}

function verdictOf(areas: number): string {
  return areas === 1 ? l10n.t('They differ in one area.') : l10n.t('They differ in {0} areas.', count(areas));
}

function deployedText(facts: VersionFacts): string {
  return l10n.t('{0}, deployed {1}', placeName(facts), exactTime(facts.version.deployedAt));
}

function areaSubject(difference: AreaDifference): ReviewSubject<never> {
  const { area, added, removed, changed, same } = difference;
  const counts = [
    ...(added.length === 0 ? [] : [l10n.t('{0} added', count(added.length))]),
    ...(removed.length === 0 ? [] : [l10n.t('{0} removed', count(removed.length))]),
    ...(changed.length === 0 ? [] : [l10n.t('{0} changed', count(changed.length))]),
    ...(same === 0 ? [] : [l10n.t('{0} the same', count(same))]),
  ];
  return { name: areaName(area), verdict: counts.join(', '), facts: [], parts: [], table: tableOf(difference) };
}

function tableOf({ area, added, removed, changed }: AreaDifference): ReviewTable {
  const lines = (details: readonly string[]) => details.join('\n');
  const rows: readonly (readonly [RowTone, ...string[]])[] = [
    ...added.map(({ name, details }) => ['added', l10n.t('Added'), name, '', lines(details)] as const),
    ...removed.map(({ name, details }) => ['removed', l10n.t('Removed'), name, lines(details), ''] as const),
    ...changed.map(
      ({ name, before, after }) => ['changed', l10n.t('Changed'), name, lines(before), lines(after)] as const,
    ),
  ];
  const hasDetails = rows.some(([, , , before, after]) => before !== '' || after !== '');
  const columns = [l10n.t('Change'), l10n.t('What')];
  return {
    caption: areaName(area),
    columns: hasDetails ? [...columns, l10n.t('Before'), l10n.t('After')] : columns,
    rows: rows.map(([, ...cells]) => (hasDetails ? cells : cells.slice(0, 2))),
    tones: rows.map(([tone]) => tone),
  };
}

function areaName(area: VersionArea): string {
  const names: Record<VersionArea, string> = {
    scopes: l10n.t('Scopes'),
    egress: l10n.t('Egress'),
    policies: l10n.t('Content security'),
    modules: l10n.t('Modules'),
    functions: l10n.t('Functions'),
    remotes: l10n.t('Remotes'),
    storage: l10n.t('Storage'),
    licence: l10n.t('Licensing'),
    atlassianApps: l10n.t('Atlassian apps'),
    connectKeys: l10n.t('Connect keys'),
  };
  return names[area];
}
