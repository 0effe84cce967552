import * as z from 'zod/mini';
import type { AuditEvent } from '../../core/audit-event.ts';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { queryError, queryErrorShape } from '../query-error.ts';
import { nodes, optional, parseTime } from '../shapes.ts';
import document from './AuditEvents.graphql';

/** `forgeAuditLogs(appId)` takes the plain UUID, as a public script sends it. */
const appIdForm: AppIdForm = 'uuid';

const text = () => optional(z.string());

const listedEvent = () =>
  z.object({
    appId: text(),
    appInstalledVersion: text(),
    appName: text(),
    cloudId: text(),
    createdAt: text(),
    destinationLocation: text(),
    environment: text(),
    environmentId: text(),
    eventId: text(),
    migrationStartTime: text(),
    product: text(),
    sourceLocation: text(),
    status: text(),
  });

const reply = () =>
  z.object({
    ecosystem: optional(
      z.object({
        forgeAuditLogs: optional(
          z.object({
            daResAuditLogs: optional(
              z.discriminatedUnion('__typename', [
                z.object({ __typename: z.literal('ForgeAuditLogsDaResResponse'), data: nodes(listedEvent()) }),
                queryErrorShape(),
              ]),
            ),
          }),
        ),
      }),
    ),
  });

const AuditEvents: Operation<{ appId: string; startTime: string; endTime: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'AuditEvents',
  kind: 'query',
  document,
  reply,
};

/**
 * The audit events of an app from `start` to `end`, both included, in the gateway's order; times are sent in ISO 8601.
 * Throws `forbidden` to those who are no admins, the gateway's own reason for an app without hosted storage or a range
 * that it does not take, `notFound` where it tells nothing, else as `run` does.
 */
export async function fetchAuditEvents(client: GatewayClient, appId: AppAri, start: Date, end: Date, signal?: AbortSignal): Promise<AuditEvent[]> {
  const variables = { appId: appIdAs(appIdForm, appId), startTime: start.toISOString(), endTime: end.toISOString() };
  const { ecosystem } = await client.run(AuditEvents, variables, signal);
  const answer = ecosystem?.forgeAuditLogs?.daResAuditLogs;
  if (answer === undefined) throw new ForgeError('notFound', 'the gateway does not show the audit logs of this app to this account', { operation: AuditEvents.name });
  if (answer.__typename === 'QueryError') throw queryError(answer, AuditEvents.name);
  return answer.data.map((event) => toEvent(event, appId));
}

function toEvent(listed: z.infer<ReturnType<typeof listedEvent>>, appId: AppAri): AuditEvent {
  const at = timeOrNone(listed.createdAt);
  const migrationStart = timeOrNone(listed.migrationStartTime);
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
    location: listed.sourceLocation ?? '',
    target: listed.destinationLocation ?? '',
    ...(at && { at }),
    ...(migrationStart && { migrationStart }),
  };
}

function timeOrNone(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseTime(text);
}
