import { type LogLine, logLevels } from '../../core/log-line.ts';
import {
  type EnvironmentKeys,
  type ExpressionCondition,
  type FieldCondition,
  type FilterField,
  type LogFilter,
  noValue,
  valuesOf,
} from './log-filter.ts';
import type { TimeRange } from './log-time.ts';

/** Decides whether a line meets a filter, its regular expressions aside. */
export type LineMatcher = (line: LogLine) => boolean;

/**
 * Creates a matcher of all that a filter asks but its regular expressions, which are never run on this thread. Every
 * condition is checked here, those that the gateway was sent too: how it compares texts is not documented.
 */
export function createMatcher(filter: LogFilter, range: TimeRange, environments: EnvironmentKeys): LineMatcher {
  const { from, to = Number.POSITIVE_INFINITY } = range;
  const fields = filter.fields.map((condition) => fieldMatcher(condition, environments));
  const texts = filter.texts.flatMap((one) => ('text' in one ? [textMatcher(one)] : []));
  const checks = [...fields, ...texts];
  return (line) => line.at >= from && line.at <= to && checks.every((check) => check(line));
}

/** The regular expressions of a filter. */
export function expressionsOf({ texts }: LogFilter): ExpressionCondition[] {
  return texts.filter((one) => 'expression' in one);
}

function fieldMatcher({ field, values, isExcluded }: FieldCondition, environments: EnvironmentKeys): LineMatcher {
  const wanted = values.map((value) => value.toLowerCase());
  // The values of an origin don't change, and lines share origins.
  const isSharedByOrigin = !ownFields.has(field);
  const known = new Map<object, boolean>();
  const decide = (line: LogLine) => isAnyOf(valuesOf(line, field, environments), wanted, field) !== isExcluded;
  if (field === 'level') {
    const found = new Set(logLevels.filter((level) => wanted.includes(level.toLowerCase()) !== isExcluded));
    return ({ level }) => found.has(level);
  }
  if (!isSharedByOrigin) return decide;
  return (line) => {
    const before = known.get(line.origin);
    if (before !== undefined) return before;
    const decided = decide(line);
    known.set(line.origin, decided);
    return decided;
  };
}

/** Fields of the line itself, not of its origin. */
const ownFields: ReadonlySet<FilterField> = new Set(['level', 'error', 'invocation', 'trace']);

function isAnyOf(own: readonly string[], wanted: readonly string[], field: FilterField): boolean {
  if (own.length === 0) return wanted.includes(noValue);
  return own.some((value) => {
    const lower = value.toLowerCase();
    return wanted.some((one) => one === lower || (field === 'version' && lower.startsWith(`${one}.`)));
  });
}

/** A regular expression of nothing but a text compares without case, and makes no copy of each line as `toLowerCase` does. */
function textMatcher({ text, isExcluded }: { readonly text: string; readonly isExcluded: boolean }): LineMatcher {
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'i');
  return (line) => pattern.test(line.text) !== isExcluded;
}
