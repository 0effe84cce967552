// Audit events for tests: made ones, and those of a sandbox's world.
import type { AuditEvent } from '../../src/core/audit-event.ts';
import { appAri } from '../../src/core/ids.ts';
import type { Batch, LoadEvents } from '../../src/audit-logs/model/fetch-windows.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';
import { fetchAuditEvents } from '../../src/gateway/operations/fetch-audit-events.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import type { Sandbox } from '../../src/sandbox/sandbox-server.ts';
import type { DataEvent } from '../../src/sandbox/world/world-types.ts';

/** The sample app that has audit events. */
export const vault = { id: appAri(sampleAppIds.customerVault), name: 'Customer Notes Vault' };

/** An event with everything that an event can have, but for what is given. */
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

/** Asks the gateway for the events of the vault. */
export function loadFrom(client: GatewayClient): LoadEvents {
  return (start, end, signal) => fetchAuditEvents(client, vault.id, start, end, signal);
}

/** A gateway that holds these events, without a wire: answers as the real one does, both ends included. */
export function loadOf(events: readonly AuditEvent[]): LoadEvents {
  return (start, end, signal) => {
    signal.throwIfAborted();
    return Promise.resolve(events.filter(({ at }) => at !== undefined && at >= start && at <= end));
  };
}

/** The events of the vault in a sandbox's world. They may be replaced. */
export function eventsIn(sandbox: Sandbox): { dataEvents: readonly DataEvent[] } {
  const app = sandbox.world.apps.get(sampleAppIds.customerVault);
  if (app === undefined) throw new Error('The sandbox has no vault');
  return app.details();
}

/** All events of batches. */
export async function eventsOf(batches: AsyncIterable<Batch>): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const batch of batches) events.push(...batch.events);
  return events;
}

/** The whole text of chunks. */
export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
