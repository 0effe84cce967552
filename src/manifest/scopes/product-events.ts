import { type EventScopes, parseEventTable } from './event-table.ts';
import table from './events.tsv';

const byEvent = parseEventTable(table);

/** The scopes for an event of a trigger, like `avi:jira:created:issue`; undefined for an unknown event. */
export function eventScopes(event: string): EventScopes | undefined {
  return byEvent.get(event);
}
