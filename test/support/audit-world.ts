// Audit events for tests: generated ones, and those of a sandbox's world.
import { parse } from 'csv-parse/sync';
import type { AuditEvent } from '../../src/core/audit-event.ts';
import { appAri } from '../../src/core/ids.ts';
import type { Batch, LoadEvents } from '../../src/audit-logs/model/fetch-windows.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';
import { fetchAuditEvents } from '../../src/gateway/operations/fetch-audit-events.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import type { Sandbox } from '../../src/sandbox/sandbox-server.ts';
import type { DataEvent } from '../../src/sandbox/world/world-types.ts';

/** The sample app with audit events. */
export const vault = { id: appAri(sampleAppIds.customerVault), name: 'Customer Notes Vault' };

/** Returns an event with all fields set, with the given ones replaced. */
export function auditEvent(number: number, at: Date, more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: `event-${number}`,
    appId: sampleAppIds.customerVault,
    appName: 'Customer Notes Vault',
    siteId: `site-${number % 7}`,
    product: 'confluence',
    environment: 'PRODUCTION',
    environmentId: 'environment-1',
    installedVersion: '3.1.0',
    status: 'MIGRATION_SCHEDULED',
    at,
    location: 'GLOBAL',
    target: 'US',
    migrationStart: undefined,
    ...more,
  };
}

/** Returns a loader that requests the vault's events from the gateway. */
export function loadFrom(client: GatewayClient): LoadEvents {
  return (start, end, signal) => fetchAuditEvents(client, vault.id, start, end, signal);
}

/** Returns a loader for these events without a network: like the real gateway, it includes both ends of the range. */
export function loadOf(events: readonly AuditEvent[]): LoadEvents {
  return (start, end, signal) => {
    signal.throwIfAborted();
    return Promise.resolve(events.filter(({ at }) => at !== undefined && at >= start && at <= end));
  };
}

/** Returns the vault's events in a sandbox's world, to read or replace. */
export function eventsIn(sandbox: Sandbox): { dataEvents: readonly DataEvent[] } {
  const app = sandbox.world.apps.get(sampleAppIds.customerVault);
  if (app === undefined) throw new Error('The sandbox has no vault');
  return app.details();
}

/** Returns all events of the batches. */
export async function eventsOf(batches: AsyncIterable<Batch>): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const batch of batches) events.push(...batch.events);
  return events;
}

/** Joins the chunks. */
export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** The ids of the events in a file of an archive. */
export const idsIn = (csv: string): string[] =>
  parse(csv, { record_delimiter: '\r\n' })
    .slice(1)
    .map((row: string[]) => row[10] ?? '');
