/** The scopes that an app needs to receive an event. */
export interface EventScopes {
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

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

/** Formats a table for `parseEventTable`: scopes and events sorted, with a newline at the end. */
export function formatEventTable(events: ReadonlyMap<string, EventScopes>): string {
  const groups = Map.groupBy(events, ([, { scopes, granular }]) => `${scopes.join(' ')}\t${granular.join(' ')}`);
  const lines = [...groups].map(([needed, own]) => {
    const names = own.map(([event]) => event.replace(/^avi:/, '')).sort();
    return `${needed}\t${names.join(' ')}`;
  });
  return `${lines.sort().join('\n')}\n`;
}
