import type { LogLine } from '../../core/log-line.ts';
import { type EnvironmentKeys, type FilterField, filterFields, valuesOf } from './log-filter.ts';

/** Lines as text: time in UTC, level and what was logged, as many lines as that has. */
export function linesAsText(lines: readonly LogLine[]): string {
  return lines.map(lineAsText).join('\n');
}

/** One of these lines, whose text may go over several. */
export function lineAsText({ at, level, text }: LogLine): string {
  return `${new Date(at).toISOString()} ${level.padEnd(5)} ${text}`;
}

/** Lines as a code block of Markdown, which nothing in them can end. */
export function linesAsMarkdown(lines: readonly LogLine[]): string {
  return fenced(linesAsText(lines));
}

/** A line as Markdown: its text in a code block, and a list of its facts. */
export function lineAsMarkdown(line: LogLine, environments: EnvironmentKeys): string {
  const facts = factsOf(line, environments).map(({ field, value }) => `- ${field}: ${inCode(value)}`);
  return [linesAsMarkdown([line]), '', ...facts].join('\n');
}

/** All that a line says besides its text, by the names of a filter's fields, without what it lacks. */
export function factsOf(line: LogLine, environments: EnvironmentKeys): { field: FilterField; value: string }[] {
  return filterFields.flatMap((field) => {
    const [value] = valuesOf(line, field, environments);
    return value === undefined ? [] : [{ field, value }];
  });
}

/** A code block whose fence is longer than any run of backticks inside. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function inCode(value: string): string {
  const fence = '`'.repeat(longestRun(value) + 1);
  const padding = /^`|`$/.test(value) ? ' ' : '';
  return fence + padding + value.replace(/\s+/g, ' ') + padding + fence;
}

/** Number of backticks in the longest run of them. */
function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
