import type { LogLine } from '../../core/log-line.ts';
import type { LogDetails } from '../log-row-protocol.ts';
import { factsOf } from '../model/copy-lines.ts';
import type { EnvironmentKeys } from '../model/log-filter.ts';
import { fieldName } from './log-words.ts';
import { textLines } from './log-row-views.ts';

/** Longest text of an unfolded line in characters: at first, and all of it, of which more would stop the page. */
const longest = { atFirst: 10_000, whole: 1_000_000, value: 2_000 } as const;

export interface DetailsOptions {
  readonly environments: EnvironmentKeys;
  /** Whether the whole text is wanted. */
  readonly isWhole: boolean;
  /** The places in the workspace that lines of a stack name. */
  readonly places: ReadonlyMap<string, number>;
  readonly hasHandler: boolean;
}

/** A line with all that is known of it, as the page shows it. */
export function detailsView(line: LogLine, options: DetailsOptions): LogDetails {
  const most = options.isWhole ? longest.whole : longest.atFirst;
  const text = textLines(line.text, most)
    .split('\n')
    .map((one) => {
      const place = options.places.get(one);
      return { text: one, ...(place !== undefined && { place }) };
    });
  return {
    id: line.id,
    at: line.at,
    level: line.level,
    text,
    ...(line.text.length > most && { length: line.text.length }),
    facts: factsOf(line, options.environments).map(({ field, value }) => ({
      fact: field,
      label: fieldName(field),
      value: textLines(value, longest.value),
      canNarrow: true,
      hasPlace: field === 'function' && options.hasHandler,
    })),
    hasInvocation: line.invocation !== undefined,
    hasTrace: line.trace !== undefined,
  };
}
