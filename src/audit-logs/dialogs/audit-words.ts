import { l10n } from 'vscode';
import type { ArchiveState, ArchiveGap } from '../model/archive-state.ts';
import type { Progress } from '../model/export-csv.ts';
import type { DayProblem, Preset } from '../model/day-range.ts';
import { count, relativeTime } from '../../vscode/text.ts';

/** Why a day is invalid, and which days are valid. */
export function dayProblemText(problem: DayProblem): string {
  switch (problem.kind) {
    case 'notWrittenAsDay':
      return l10n.t('Type a day like 2024-03-12');
    case 'noSuchDay':
      return l10n.t('This day doesn’t exist');
    case 'future':
      return l10n.t('This day is in the future: today is {0} (UTC)', problem.today);
    case 'tooOld':
      return l10n.t('Atlassian keeps audit logs for two years: {0} is the earliest day', problem.earliest);
    case 'beforeStart':
      return l10n.t('This is before the first day, {0}', problem.from);
  }
}

/** The name of a range of days. */
export function presetName(preset: Preset): string {
  const names: Record<Preset, string> = {
    days30: l10n.t('Last 30 days'),
    days90: l10n.t('Last 90 days'),
    months12: l10n.t('Last 12 months'),
    years2: l10n.t('Last two years'),
  };
  return names[preset];
}

/** How far a run has come. */
export function progressText({ events, upTo }: Progress): string {
  const day = upTo.toISOString().slice(0, 10);
  return events === 1
    ? l10n.t('1 event so far, up to {0}', day)
    : l10n.t('{0} events so far, up to {1}', count(events), day);
}

/** A gap in an archive, as a sentence without a full stop. */
export function gapText({ from, to, uninstalledBefore, isPast }: ArchiveGap): string {
  return isPast
    ? l10n.t('Nothing was archived from {0} to {1}, and Atlassian has erased these days', from, to)
    : l10n.t(
        'Events from {0} to {1} may be missing: Atlassian has erased those of sites that uninstalled before {2}',
        from,
        to,
        uninstalledBefore,
      );
}

/** The state of an archive in a few words. Undefined: there is no archive. */
export function stateText(state: ArchiveState | undefined, now: Date): string {
  if (state === undefined) return l10n.t('never archived');
  const last = state.lastArchived
    ? l10n.t('archived {0}', relativeTime(state.lastArchived, now))
    : l10n.t('never archived completely');
  if (state.atRisk.length > 0) return l10n.t('{0} · at risk', last);
  if (state.isDue) return l10n.t('{0} · due', last);
  return state.dueAt ? l10n.t('{0} · due {1}', last, relativeTime(state.dueAt, now)) : last;
}
