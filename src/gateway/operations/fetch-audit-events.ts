import * as z from 'zod/mini';
import type { AuditEvent } from '../../core/audit-event.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { answered, orQueryError } from '../query-error.ts';
import { optional, parseTime } from '../reply-schemas.ts';
import document from './fetch-audit-events.graphql';

const fields = [
  'appId',
  'appInstalledVersion',
  'appName',
  'cloudId',
  'createdAt',
  'destinationLocation',
  'environment',
  'environmentId',
  'eventId',
  'migrationStartTime',
  'product',
  'sourceLocation',
  'status',
] as const;

type ListedEvent = Readonly<Partial<Record<(typeof fields)[number], string | null>>>;

/**
 * Events, any of whose fields may be missing, among null entries. Checked in one pass: a reply may hold tens of
 * thousands, and a schema per field takes longer than all further processing.
 */
const listedEvents = () =>
  z.custom<readonly (ListedEvent | null)[]>(
    (value) => Array.isArray(value) && value.every(isListedEvent),
    'not a list of audit events',
  );

function isListedEvent(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  for (const field of fields) {
    const text = (value as Readonly<Record<string, unknown>>)[field];
    if (typeof text !== 'string' && text !== undefined && text !== null) return false;
  }
  return true;
}

const reply = () =>
  z.object({
    ecosystem: optional(
      z.object({
        forgeAuditLogs: optional(
          z.object({
            daResAuditLogs: orQueryError(
              z.object({ __typename: z.literal('ForgeAuditLogsDaResResponse'), data: listedEvents() }),
            ),
          }),
        ),
      }),
    ),
  });

const AuditEvents: AppOperation<{ startTime: string; endTime: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'AuditEvents',
  kind: 'query',
  document,
  reply,
  /** As a public script sends it to `forgeAuditLogs(appId)`. */
  appIdForm: 'uuid',
};

/**
 * Returns the audit events of an app from `start` to `end`, both inclusive, in the gateway's order; times are sent in
 * ISO 8601. Throws `forbidden` for anyone but admins, the gateway's own reason for an app without hosted storage or a
 * range it rejects, `notFound` if it returns nothing, otherwise like `run`.
 */
export async function fetchAuditEvents(
  client: GatewayClient,
  appId: AppAri,
  start: Date,
  end: Date,
  signal?: AbortSignal,
): Promise<AuditEvent[]> {
  const variables = { startTime: start.toISOString(), endTime: end.toISOString() };
  const { ecosystem } = await runForApp(client, AuditEvents, appId, variables, signal);
  const { data } = answered(
    ecosystem?.forgeAuditLogs?.daResAuditLogs,
    AuditEvents,
    'the gateway doesn’t show the audit logs of this app to this account',
  );
  return data.filter((event) => event !== null).map((event) => toEvent(event, appId));
}

function toEvent(listed: ListedEvent, appId: AppAri): AuditEvent {
  return {
    id: listed.eventId ?? '',
    appId: listed.appId ?? appId,
    appName: listed.appName ?? '',
    siteId: listed.cloudId ?? '',
    product: listed.product ?? '',
    environment: listed.environment ?? '',
    environmentId: listed.environmentId ?? '',
    installedVersion: listed.appInstalledVersion ?? '',
    status: listed.status ?? '',
    at: parseTime(listed.createdAt ?? ''),
    location: listed.sourceLocation ?? '',
    target: listed.destinationLocation ?? '',
    migrationStart: parseTime(listed.migrationStartTime ?? ''),
  };
}
