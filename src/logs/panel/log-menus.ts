import { l10n } from 'vscode';
import { isAtLeast, logLevels, readLogLevel, type LogLevel } from '../../core/log-line.ts';
import { plain } from '../../vscode/text.ts';
import type { LogMenu, LogMenuName } from '../log-protocol.ts';
import { type FilterField, type LogFilter, onlyThis, withoutField } from '../model/log-filter.ts';
import { printFilterTime } from '../model/filter-time.ts';
import { printMinutes } from '../model/log-time.ts';
import { levelsFrom, type LogEnvironment } from '../model/server-query.ts';

/** A menu's choice that stands for no condition, and for a condition that the menu can't express. */
const any = 'any';
const own = 'own';

const hour = 60;
const day = 24 * hour;
const spans = [15, hour, 6 * hour, day, 7 * day, 30 * day];
const leastLevels = ['INFO', 'WARN', 'ERROR'] as const;

/** The menus beside the filter, as the filter has them. */
export function logMenus(filter: LogFilter, environments: readonly LogEnvironment[]): LogMenu[] {
  return [environmentMenu(filter, environments), levelMenu(filter), timeMenu(filter)];
}

/** The filter with a menu's choice. */
export function withChoice(filter: LogFilter, menu: LogMenuName, value: string): LogFilter {
  if (value === own) return filter;
  if (menu === 'time') return { ...filter, time: { kind: 'last', minutes: Number(value) || hour } };
  if (menu === 'environment') return value === any ? withoutField(filter, 'env') : onlyThis(filter, 'env', value);
  const least = readLogLevel(value);
  const bare = withoutField(filter, 'level');
  if (least === undefined) return bare;
  return { ...bare, fields: [...bare.fields, { field: 'level', values: levelsFrom(least), isExcluded: false }] };
}

function environmentMenu(filter: LogFilter, environments: readonly LogEnvironment[]): LogMenu {
  const choices = [
    { value: any, label: l10n.t('All environments') },
    ...environments.map(({ key }) => ({ value: key, label: plain(key) })),
  ];
  const values = valuesOf(filter, 'env');
  const value = values === undefined ? any : (choices.find((one) => one.value === values[0])?.value ?? own);
  return menu('environment', l10n.t('Environment'), (values?.length ?? 0) > 1 ? own : value, choices);
}

function levelMenu(filter: LogFilter): LogMenu {
  const names: Record<(typeof leastLevels)[number], string> = {
    INFO: l10n.t('Info and above'),
    WARN: l10n.t('Warnings and errors'),
    ERROR: l10n.t('Errors'),
  };
  const choices = [
    { value: any, label: l10n.t('All levels') },
    ...leastLevels.map((level) => ({ value: level, label: names[level] })),
  ];
  const values = valuesOf(filter, 'level');
  return menu('level', l10n.t('Level'), values === undefined ? any : (leastOf(values) ?? own), choices);
}

/** The level from which on all are asked for, if that is what the values say. */
function leastOf(values: readonly string[]): string | undefined {
  const wanted = new Set(values.map((value) => readLogLevel(value)));
  const isFrom = (least: LogLevel) => logLevels.every((level) => isAtLeast(level, least) === wanted.has(level));
  return leastLevels.find(isFrom);
}

function timeMenu({ time }: LogFilter): LogMenu {
  const names: Readonly<Record<string, string>> = {
    '15m': l10n.t('Last 15 minutes'),
    '1h': l10n.t('Last hour'),
    '6h': l10n.t('Last 6 hours'),
    '1d': l10n.t('Last day'),
    '7d': l10n.t('Last 7 days'),
    '30d': l10n.t('Last 30 days'),
  };
  const choices = spans.map((minutes) => {
    const span = printMinutes(minutes);
    return { value: String(minutes), label: names[span] ?? span };
  });
  const asked: LogMenu['choices'] = [
    { value: 'around', label: l10n.t('Around a Time…'), command: 'chooseAround' },
    { value: 'between', label: l10n.t('From … to …'), command: 'chooseBetween' },
  ];
  const value = time.kind === 'last' && spans.includes(time.minutes) ? String(time.minutes) : own;
  return menu('time', l10n.t('Time'), value, [...choices, ...asked], plain(printFilterTime(time).join(' ')));
}

/** A menu; `ownLabel` is what stands for a condition that it can't express. */
function menu(
  name: LogMenuName,
  label: string,
  value: string,
  choices: LogMenu['choices'],
  ownLabel = l10n.t('{0}: see the filter', label),
): LogMenu {
  const known = value === own ? [{ value: own, label: ownLabel }, ...choices] : choices;
  return { name, label, value, choices: known };
}

/** The values that a filter wants of a field; undefined if it has no condition on it, or an exclusion. */
function valuesOf({ fields }: LogFilter, field: FilterField): readonly string[] | undefined {
  const conditions = fields.filter((one) => one.field === field);
  const [first] = conditions;
  if (first === undefined) return undefined;
  return conditions.length > 1 || first.isExcluded ? ['', ''] : first.values;
}
