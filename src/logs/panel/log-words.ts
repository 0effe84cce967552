import { l10n } from 'vscode';
import type { FilterMistake } from '../model/filter-mistake.ts';
import type { FilterField } from '../model/log-filter.ts';
import { textLanguage } from '../../vscode/text.ts';

/** The name of a fact of a line. */
export function fieldName(field: FilterField): string {
  const names: Record<FilterField, string> = {
    level: l10n.t('Level'),
    env: l10n.t('Environment'),
    site: l10n.t('Site'),
    function: l10n.t('Function'),
    module: l10n.t('Module'),
    version: l10n.t('Version'),
    app: l10n.t('Atlassian app'),
    license: l10n.t('Licence'),
    edition: l10n.t('Edition'),
    side: l10n.t('Side'),
    source: l10n.t('Source'),
    error: l10n.t('Error'),
    invocation: l10n.t('Invocation ID'),
    trace: l10n.t('Trace ID'),
    service: l10n.t('Service'),
    container: l10n.t('Container'),
    instance: l10n.t('Instance'),
  };
  return names[field];
}

/** Why a piece of a filter is left out, as a sentence. `piece` is what was written. */
export function mistakeText({ kind, reason = '' }: FilterMistake, piece: string): string {
  const texts: Record<FilterMistake['kind'], string> = {
    unclosedQuote: l10n.t('A quotation mark is missing: {0}', piece),
    noValue: l10n.t('A value is missing: {0}', piece),
    unknownLevel: l10n.t('Unknown level: {0}. Use trace, debug, info, warn, error or fatal.', piece),
    unknownSide: l10n.t('Unknown side: {0}. Use frontend or backend.', piece),
    notADuration: l10n.t('Not a duration: {0}. Write it like 15m, 2h or 7d, up to 30d.', piece),
    notATime: l10n.t('Not a time: {0}. Write it like 10:42, 2026-11-28 or 2026-11-28T10:42Z.', piece),
    secondTime: l10n.t('Only one time can be asked for: {0} is left out.', piece),
    badExpression: l10n.t('Not a regular expression: {0} ({1})', piece, reason),
    tooLong: l10n.t('The filter is too long; its end is left out.'),
  };
  return texts[kind];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time of day, with its day unless that is today, and its zone: UTC or that of this computer. */
export function timeText(at: number, isUtc: boolean, now: number): string {
  const day = (time: number) => (isUtc ? new Date(time).toISOString().slice(0, 10) : new Date(time).toDateString());
  const isToday = day(at) === day(now);
  const key = `${String(isUtc)} ${String(isToday)}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(textLanguage(), {
      ...(isToday ? {} : { day: 'numeric', month: 'short' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(isUtc ? { timeZone: 'UTC' } : { timeZoneName: 'short' }),
    });
  formats.set(key, format);
  return isUtc ? l10n.t('{0} UTC', format.format(at)) : format.format(at);
}
