import type { FilterMistake, FilterMistakeKind } from './filter-mistake.ts';
import type { FilterToken } from './filter-tokens.ts';
import {
  defaultSpreadMinutes,
  defaultTime,
  type LogTime,
  parseMinutes,
  parseMoment,
  printMinutes,
  printMoment,
} from './log-time.ts';

/** The names of a filter's text that say which times are looked at. */
export const timeNames = ['last', 'from', 'to', 'around'] as const;
export type TimeName = (typeof timeNames)[number];

export interface ReadTime {
  readonly time: LogTime;
  readonly mistakes: readonly FilterMistake[];
}

/** Reads the time that tokens mean. The first counts; only `from` and `to` go together. */
export function readFilterTime(tokens: ReadonlyMap<TimeName, FilterToken>): ReadTime {
  const [first] = tokens.keys();
  const pair: readonly TimeName[] = ['from', 'to'];
  const counted = first !== undefined && pair.includes(first) ? pair : [first];
  const unused = [...tokens]
    .filter(([name]) => !counted.includes(name))
    .map(([, token]) => mistake(token, 'secondTime'));
  const { time, mistakes } = first === undefined ? { time: defaultTime, mistakes: [] } : readers[first](tokens);
  return { time, mistakes: [...mistakes, ...unused] };
}

/** Writes a time as pieces of a filter's text; none for the default. */
export function printFilterTime(time: LogTime): string[] {
  switch (time.kind) {
    case 'last':
      return isDefault(time) ? [] : [`last:${printMinutes(time.minutes)}`];
    case 'around': {
      const spread = time.minutes === defaultSpreadMinutes ? '' : `,${printMinutes(time.minutes)}`;
      return [`around:${printMoment(time.at)}${spread}`];
    }
    case 'between': {
      const { from, to } = time;
      return [
        ...(from === undefined ? [] : [`from:${printMoment(from)}`]),
        ...(to === undefined ? [] : [`to:${printMoment(to)}`]),
      ];
    }
  }
}

type ReadTokens = (tokens: ReadonlyMap<TimeName, FilterToken>) => ReadTime;

const readers: Readonly<Record<TimeName, ReadTokens>> = {
  last(tokens) {
    const token = tokens.get('last');
    const minutes = parseMinutes(textOf(token));
    if (minutes === undefined) return { time: defaultTime, mistakes: [mistake(token, 'notADuration')] };
    return { time: { kind: 'last', minutes }, mistakes: [] };
  },
  around(tokens) {
    const token = tokens.get('around');
    const [moment = '', ...rest] = token?.values ?? [];
    const at = parseMoment(moment);
    if (at === undefined) return { time: defaultTime, mistakes: [mistake(token, 'notATime')] };
    const minutes = rest.length === 0 ? defaultSpreadMinutes : parseMinutes(rest.join(','));
    const mistakes = minutes === undefined ? [mistake(token, 'notADuration')] : [];
    return { time: { kind: 'around', at, minutes: minutes ?? defaultSpreadMinutes }, mistakes };
  },
  from: readPair,
  to: readPair,
};

function readPair(tokens: ReadonlyMap<TimeName, FilterToken>): ReadTime {
  const [start, end] = [tokens.get('from'), tokens.get('to')];
  const [from, to] = [parseMoment(textOf(start)), parseMoment(textOf(end))];
  const mistakes = [
    ...(start !== undefined && from === undefined ? [mistake(start, 'notATime')] : []),
    ...(end !== undefined && to === undefined ? [mistake(end, 'notATime')] : []),
  ];
  if (from === undefined && to === undefined) return { time: defaultTime, mistakes };
  const time = { kind: 'between', ...(from !== undefined && { from }), ...(to !== undefined && { to }) } as const;
  return { time, mistakes };
}

const textOf = (token: FilterToken | undefined) => token?.values.join(',') ?? '';

function mistake(token: FilterToken | undefined, kind: FilterMistakeKind): FilterMistake {
  return { kind, start: token?.start ?? 0, end: token?.end ?? 0 };
}

function isDefault(time: Extract<LogTime, { kind: 'last' }>): boolean {
  return defaultTime.kind === 'last' && time.minutes === defaultTime.minutes;
}
