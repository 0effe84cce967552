import * as l10n from '@vscode/l10n';
import type { Cell } from '../components/grid-row.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { language } from '../components/page-words.ts';
import { siteName, type SiteNames } from './event-filter.ts';
import { type AuditRow, instantOf } from './event-row.ts';

/** Returns a cell for a text that may be empty. */
export function textCell(text: string): Cell {
  return { text: text === '' ? '–' : text, tooltip: text };
}

/** Returns a cell with the site's name, if known, and its id in the tooltip. */
export function siteCell({ site }: AuditRow, names: SiteNames): Cell {
  const name = siteName(names, site);
  return name === undefined ? { text: site, tooltip: site } : { text: name, tooltip: `${name}\n${site}` };
}

/** Returns a cell with the time to the minute, or the day if only that is known. */
export function dateCell(row: AuditRow, now: number): Cell {
  return { text: dateText(row), tooltip: dateTooltip(row, now), className: 'date' };
}

function dateText({ at, day }: AuditRow): string {
  if (at === undefined) return day === '' ? '–' : day;
  const exact = exactTime(at);
  return exact === '' ? day : exact.slice(0, 16);
}

function dateTooltip(row: AuditRow, now: number): string {
  const instant = instantOf(row);
  if (instant === -Infinity) return l10n.t('Date not available');
  const ago = relativeTime(instant, now, language(), l10n.t('just now'));
  return row.at === undefined ? l10n.t('{0}; the archive keeps the day only', ago) : `${exactTime(row.at)}\n${ago}`;
}

/** Returns a cell with the location, and the target of a move. */
export function locationCell({ location, target }: AuditRow): Cell {
  const stays = target === '' || target === 'N/A' || target === location;
  const from = location === '' ? '?' : location;
  const text = stays ? location || '–' : `${from} → ${target}`;
  return { text, tooltip: text };
}

/** Returns a cell with the source of the event and a button that opens its details. */
export function sourceCell(row: AuditRow, isOpen: boolean): Cell {
  const { name, label } = sourceOf(row);
  return {
    text: '',
    tooltip: label,
    className: `source-${name}`,
    icon: { name, label },
    action: { icon: 'info', label: l10n.t('Show details of the event {0}', row.id), expanded: isOpen },
  };
}

function sourceOf({ isArchived, isAtAtlassian, isChanged }: AuditRow): {
  readonly name: string;
  readonly label: string;
} {
  if (isChanged) return { name: 'diff-modified', label: l10n.t('Changed since it was archived') };
  if (!isArchived) return { name: 'cloud', label: l10n.t('Only at Atlassian') };
  const label = isAtAtlassian ? l10n.t('Archived, and at Atlassian') : l10n.t('From the archive');
  return { name: 'archive', label };
}
