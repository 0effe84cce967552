import table from './events.tsv';

/** The scopes that an app needs to be told of an event. */
export interface EventScopes {
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

/**
 * Lines of the required scopes, the granular ones that may be used instead, and the events that need them (without
 * `avi:`), between tabs. Facts from the mapping that the npm package @forge/manifest 13.7.0 publishes.
 */
const byEvent: ReadonlyMap<string, EventScopes> = new Map(
  table
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [scopes = [], granular = [], events = []] = line
        .split('\t')
        .map((part) => (part === '' ? [] : part.split(' ')));
      return events.map((event) => [`avi:${event}`, { scopes, granular }] as const);
    }),
);

/**
 * The scopes for an event that a trigger names, like `avi:jira:created:issue`; undefined for an event that is not
 * known.
 */
export function eventScopes(event: string): EventScopes | undefined {
  return byEvent.get(event);
}
