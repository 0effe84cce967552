import table from './events.tsv';

/** The scopes that an app needs to receive an event. */
export interface EventScopes {
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

const byEvent = parseEventTable(table);

/**
 * Parses the table of events. Each line has the required scopes, the granular alternative, and the events that need
 * them (without `avi:`), separated by tabs. Source: the npm package @forge/manifest 13.7.0.
 */
export function parseEventTable(text: string): ReadonlyMap<string, EventScopes> {
  return new Map(
    text
      .trimEnd()
      .split(/\r?\n/)
      .flatMap((line) => {
        const [scopes = [], granular = [], events = []] = line
          .split('\t')
          .map((part) => (part === '' ? [] : part.split(' ')));
        return events.map((event) => [`avi:${event}`, { scopes, granular }] as const);
      }),
  );
}

/** The scopes for an event of a trigger, like `avi:jira:created:issue`; undefined for an unknown event. */
export function eventScopes(event: string): EventScopes | undefined {
  return byEvent.get(event);
}
