import { readLogLevel } from '../../core/log-line.ts';
import {
  type FieldCondition,
  type FilterField,
  filterFields,
  type LogFilter,
  merged,
  type TextCondition,
} from './log-filter.ts';
import type { FilterMistake, FilterMistakeKind } from './filter-mistake.ts';
import { type FilterToken, filterTokens, quoteIfNeeded } from './filter-tokens.ts';
import { printFilterTime, readFilterTime, type TimeName, timeNames } from './filter-time.ts';

export interface ParsedFilter {
  /** What can be read of the text. */
  readonly filter: LogFilter;
  readonly mistakes: readonly FilterMistake[];
}

/** Longest filter text, in characters. What is longer was pasted by mistake, and is not read further. */
export const longestFilter = 10_000;

/** Names that people and other tools use for the same fields. */
const aliases: Readonly<Record<string, FilterField>> = {
  lvl: 'level',
  environment: 'env',
  fn: 'function',
  licence: 'license',
  product: 'app',
};

/**
 * Reads a filter's text, such as `level:error,fatal -site:acme.atlassian.net last:24h "can’t save" /E\d+/i`. Words and
 * quoted texts must all be in a line; `-` excludes; a name that is no field is text. Never throws: mistakes are told with
 * their positions and the rest counts.
 */
export function parseFilter(text: string): ParsedFilter {
  const reading: Reading = { fields: [], texts: [], times: new Map(), mistakes: [] };
  for (const token of filterTokens(text.slice(0, longestFilter))) readToken(token, reading);
  if (text.length > longestFilter) reading.mistakes.push({ kind: 'tooLong', start: longestFilter, end: text.length });
  const { time, mistakes: timeMistakes } = readFilterTime(reading.times);
  const mistakes = [...reading.mistakes, ...timeMistakes].sort((a, b) => a.start - b.start);
  return { filter: { time, fields: merged(reading.fields), texts: reading.texts }, mistakes };
}

/** Writes a filter as a text that `parseFilter` reads as the same filter. */
export function printFilter({ time, fields, texts }: LogFilter): string {
  const sign = ({ isExcluded }: { readonly isExcluded: boolean }) => (isExcluded ? '-' : '');
  const conditions = merged(fields).map((one) => `${sign(one)}${one.field}:${one.values.map(quoteIfNeeded).join(',')}`);
  const words = texts.map((one) => sign(one) + printText(one));
  return [...printFilterTime(time), ...conditions, ...words].join(' ');
}

interface Reading {
  readonly fields: FieldCondition[];
  readonly texts: TextCondition[];
  readonly times: Map<TimeName, FilterToken>;
  readonly mistakes: FilterMistake[];
}

function readToken(token: FilterToken, { fields, texts, times, mistakes }: Reading): void {
  const { start, end, isExcluded, values, raw } = token;
  const mistake = (kind: FilterMistakeKind, reason?: string) =>
    mistakes.push({ kind, start, end, ...(reason !== undefined && { reason }) });
  if (token.isUnclosed) mistake('unclosedQuote');
  const name = token.name?.toLowerCase() ?? '';
  const field = Object.hasOwn(aliases, name) ? aliases[name] : filterFields.find((one) => one === name);
  const time = timeNames.find((one) => one === name);
  if (time !== undefined && !isExcluded) {
    if (times.has(time)) mistake('secondTime');
    else times.set(time, token);
  } else if (field !== undefined) {
    const wanted = values.filter((value) => value !== '');
    const known = wanted.filter((value) => isValueOf(field, value));
    if (wanted.length === 0) mistake('noValue');
    else if (known.length < wanted.length) mistake(field === 'level' ? 'unknownLevel' : 'unknownSide');
    if (known.length > 0) fields.push({ field, values: known.map((value) => spelled(field, value)), isExcluded });
  } else {
    const condition = textOf(token);
    if ('reason' in condition) mistake('badExpression', condition.reason);
    else if ('expression' in condition || condition.text !== '') texts.push(condition);
    else if (raw !== '""') mistake('noValue');
  }
}

function isValueOf(field: FilterField, value: string): boolean {
  if (field === 'level') return readLogLevel(value) !== undefined;
  return field !== 'side' || ['frontend', 'backend'].includes(value.toLowerCase());
}

function spelled(field: FilterField, value: string): string {
  if (field === 'level') return (readLogLevel(value) ?? value).toLowerCase();
  return field === 'side' ? value.toLowerCase() : value;
}

/** The text that a token asks for, or its regular expression, or why that isn't one. */
function textOf({ raw, name, values, isExcluded, isQuoted }: FilterToken): TextCondition | { readonly reason: string } {
  const [, expression, flags] = /^\/(.+)\/([imsu]*)$/.exec(raw) ?? [];
  if (expression !== undefined && flags !== undefined) {
    try {
      new RegExp(expression, flags);
      return { expression, flags, isExcluded };
    } catch (thrown) {
      return { reason: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }
  if (name === undefined) return { text: values.join(','), isExcluded };
  return { text: isQuoted ? `${name}:${values.join(',')}` : raw, isExcluded };
}

function printText(condition: TextCondition): string {
  if ('text' in condition) return quoteIfNeeded(condition.text);
  const { expression, flags } = condition;
  const written = `/${expression}/${flags}`;
  if (filterTokens(written)[0]?.end === written.length) return written;
  return written.replace(/\s/g, (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
