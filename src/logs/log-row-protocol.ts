import * as z from 'zod/mini';
import { logLevels } from '../core/log-line.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';
import { filterFields } from './model/log-filter.ts';

/*
 * The rows of a page that shows logs. Times are epoch milliseconds. Texts of lines have their invisible characters
 * spelled out; those that are too long are cut.
 */

const number = z.number();
const index = number.check(z.int(), z.nonnegative());
const level = z.enum(logLevels);

const lineRow = z.object({
  kind: z.literal('line'),
  id: text,
  at: number,
  level,
  text,
  /** Function, site and the like, in few words. */
  origin: text,
  /** Below its invocation. */
  isInside: flag,
});

const invocationRow = z.object({
  kind: z.literal('invocation'),
  id: text,
  at: number,
  /** The most severe of its lines. */
  level,
  text,
  origin: text,
  lines: index,
  isOpen: flag,
});

const errorRow = z.object({
  kind: z.literal('errors'),
  id: text,
  level,
  text,
  count: index,
  first: number,
  last: number,
  /** The deployment that the first of them came after; absent if that can't be told. */
  since: maybe(text),
  /** With how often, the most frequent first; empty if they have none. */
  functions: text,
  sites: text,
  versions: text,
});

export const logRow = z.union([lineRow, invocationRow, errorRow]);
export type LogRow = z.infer<typeof logRow>;

/** A line with all that is known of it. */
export const logLineDetails = z.object({
  id: text,
  at: number,
  level,
  /** By lines; `place` is what `openLogPlace` opens. */
  text: many(z.object({ text, place: maybe(index) })),
  /** The number of characters, if the text is cut. */
  length: maybe(number),
  facts: many(
    z.object({
      fact: z.enum(filterFields),
      label: text,
      value: text,
      canNarrow: flag,
      /** Whether it leads to a file of the workspace. */
      hasPlace: flag,
    }),
  ),
  hasInvocation: flag,
  hasTrace: flag,
});
export type LogDetails = z.infer<typeof logLineDetails>;
