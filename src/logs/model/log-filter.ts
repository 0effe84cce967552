import type { LogLine } from '../../core/log-line.ts';
import { defaultTime, type LogTime } from './log-time.ts';

/** What a filter can ask of a line besides its time and text. The names are what a filter's text says. */
export const filterFields = [
  'level',
  'env',
  'site',
  'function',
  'module',
  'version',
  'app',
  'license',
  'edition',
  'side',
  'source',
  'error',
  'invocation',
  'trace',
  'service',
  'container',
  'instance',
] as const;

export type FilterField = (typeof filterFields)[number];

/** A line has one of the values of a field, or none of them if `isExcluded`. */
export interface FieldCondition {
  readonly field: FilterField;
  /** As written, not empty, each once. `none` stands for a line that doesn't have the field. */
  readonly values: readonly string[];
  readonly isExcluded: boolean;
}

/** A line's text contains a text, whatever its case, or matches a regular expression; or does not if `isExcluded`. */
export type TextCondition =
  | { readonly text: string; readonly isExcluded: boolean }
  | { readonly expression: string; readonly flags: string; readonly isExcluded: boolean };

/** A condition that only a regular expression decides. */
export type ExpressionCondition = Extract<TextCondition, { expression: string }>;

/** Which lines are looked for: those that meet all conditions. */
export interface LogFilter {
  readonly time: LogTime;
  /** At most one for each field and kind. */
  readonly fields: readonly FieldCondition[];
  readonly texts: readonly TextCondition[];
}

/** The filter that a place of logs starts with: all environments and sites, the last hour. */
export const emptyFilter: LogFilter = { time: defaultTime, fields: [], texts: [] };

/** The value that stands for a line without the field. */
export const noValue = 'none';

/** Keys of environments by their ids; an id that isn't in it is its own key. */
export type EnvironmentKeys = ReadonlyMap<string, string>;

type Values = (line: LogLine, environments: EnvironmentKeys) => readonly (string | undefined)[];

const readers: Readonly<Record<FilterField, Values>> = {
  level: ({ level }) => [level],
  env: ({ origin }, environments) => [environments.get(origin.environmentId), origin.environmentId],
  site: ({ origin }) => [origin.site, origin.siteId],
  function: ({ origin }) => [origin.functionKey],
  module: ({ origin }) => [origin.moduleKey, origin.moduleType],
  version: ({ origin }) => [origin.version],
  app: ({ origin }) => [origin.atlassianApp],
  license: ({ origin }) => [origin.licence],
  edition: ({ origin }) => [origin.edition],
  side: ({ origin }) => [origin.frontEnd === undefined ? 'backend' : 'frontend'],
  source: ({ origin }) => [origin.frontEnd?.source],
  error: ({ errors = [], origin }) => [...errors.map(({ name }) => name), origin.frontEnd?.errorType],
  invocation: ({ invocation }) => [invocation],
  trace: ({ trace }) => [trace],
  service: ({ origin }) => [origin.service],
  container: ({ origin }) => [origin.container],
  instance: ({ origin }) => [origin.instance],
};

/**
 * Returns the values of a line by which a field's condition finds it, the one to show first. Empty if the line doesn't
 * have the field.
 */
export function valuesOf(line: LogLine, field: FilterField, environments: EnvironmentKeys): readonly string[] {
  return readers[field](line, environments).filter((value) => value !== undefined);
}

/** Adds "only this": lines whose field has the value, in place of what the filter asked of that field. */
export function onlyThis(filter: LogFilter, field: FilterField, value: string): LogFilter {
  const others = filter.fields.filter((one) => one.field !== field);
  return { ...filter, fields: [...others, { field, values: [value], isExcluded: false }] };
}

/** Adds "not this": no lines whose field has the value. A condition that asks for the value loses it. */
export function notThis(filter: LogFilter, field: FilterField, value: string): LogFilter {
  const isSame = (other: string) => other.toLowerCase() === value.toLowerCase();
  const kept = filter.fields.flatMap((one) => {
    if (one.field !== field || one.isExcluded) return [one];
    const values = one.values.filter((other) => !isSame(other));
    return values.length === 0 ? [] : [{ ...one, values }];
  });
  return { ...filter, fields: merged([...kept, { field, values: [value], isExcluded: true }]) };
}

/** Removes all that a filter asks of a field. */
export function withoutField(filter: LogFilter, field: FilterField): LogFilter {
  return { ...filter, fields: filter.fields.filter((one) => one.field !== field) };
}

/** One condition for each field and kind, in the order of the fields. */
export function merged(conditions: readonly FieldCondition[]): FieldCondition[] {
  return filterFields.flatMap((field) =>
    [false, true].flatMap((isExcluded) => {
      const same = conditions.filter((one) => one.field === field && one.isExcluded === isExcluded);
      const values = new Map(same.flatMap((one) => one.values).map((value) => [value.toLowerCase(), value]));
      return values.size === 0 ? [] : [{ field, values: [...values.values()], isExcluded }];
    }),
  );
}
