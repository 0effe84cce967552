import { l10n } from 'vscode';
import { spelledOut } from '../../vscode/shown-text.ts';
import type { LogLine } from '../../core/log-line.ts';
import type { LogRow as RowView } from '../log-row-protocol.ts';
import { count } from '../../vscode/text.ts';
import type { Counted, ErrorGroup, LogDeployment } from '../model/error-groups.ts';
import type { EnvironmentKeys } from '../model/log-filter.ts';
import type { LogRow } from '../model/log-rows.ts';

/** Longest text of a row, and of what stands before it, in characters. */
const longest = { row: 2_000, origin: 120, values: 300 } as const;

/** A row as the page shows it. */
export function rowView(row: LogRow, environments: EnvironmentKeys): RowView {
  if (row.kind === 'line')
    return {
      kind: 'line',
      id: row.line.id,
      at: row.line.at,
      level: row.line.level,
      text: textLines(row.line.text, longest.row),
      origin: row.isInInvocation ? '' : originText(row.line, environments),
      isInside: row.isInInvocation,
    };
  return {
    kind: 'invocation',
    id: row.invocation,
    at: row.first.at,
    level: row.level,
    text: originText(row.first, environments),
    origin: cut(row.invocation, longest.origin),
    lines: row.count,
    isOpen: row.isOpen,
  };
}

/** A group of errors as the page shows it; its id is its pattern, for its place changes as lines come. */
export function errorGroupView(group: ErrorGroup, since: LogDeployment | undefined): RowView {
  const { functions, sites, versions } = group;
  return {
    kind: 'errors',
    id: group.pattern,
    level: group.latest.level,
    text: textLines(group.pattern, longest.row),
    count: group.count,
    first: group.firstAt,
    last: group.lastAt,
    ...(since && { since: cut(since.version, longest.origin) }),
    functions: countedText(functions),
    sites: countedText(sites),
    versions: countedText(versions),
  };
}

/** Most values of a fact that a group of errors shows. */
const mostValues = 3;

/** Values with how often, such as "resolver (12), draft (3) and 2 more". */
function countedText(values: readonly Counted[]): string {
  const shown = values.slice(0, mostValues).map(({ value, count: times }) => `${value} (${count(times)})`);
  const [list, more] = [shown.join(', '), values.length - shown.length];
  return cut(more === 0 ? list : l10n.t('{0} and {1} more', list, count(more)), longest.values);
}

/**
 * Text of a line made safe to show, with its line breaks and tabs: all else that is invisible is spelled out. Cut with
 * `…` if it is longer.
 */
export function textLines(text: string, most: number): string {
  const isCut = text.length > most;
  // Never cuts a surrogate pair in two.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  const shown = isCut ? text.slice(0, end) : text;
  const lines = shown
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.split('\t').map(spelledOut).join('\t'));
  return lines.join('\n') + (isCut ? '…' : '');
}

/** Where a line comes from, in few words: environment, function and site, or that it is of the front end. */
function originText({ origin }: LogLine, environments: EnvironmentKeys): string {
  const what = origin.functionKey ?? origin.moduleKey ?? (origin.frontEnd && l10n.t('front end')) ?? origin.service;
  const where = origin.site?.replace(/\.atlassian\.net$/, '') ?? origin.siteId?.slice(0, 8);
  const parts = [what, environments.get(origin.environmentId), where].filter((part) => part !== undefined);
  return cut(parts.join(' · '), longest.origin);
}

const cut = (text: string, most: number) => textLines(text.replace(/\s+/g, ' '), most);
