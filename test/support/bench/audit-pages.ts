// An in-memory gateway with any number of audit events, spread evenly over two years; each is created on request.
import * as z from 'zod/mini';
import { dayMs } from '../../../src/audit-logs/model/days.ts';
import type { ExportForm } from '../../../src/audit-logs/model/export-csv.ts';
import type { LoadEvents } from '../../../src/audit-logs/model/fetch-windows.ts';
import { presetRange } from '../../../src/audit-logs/model/day-range.ts';
import { appAri } from '../../../src/core/ids.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import { fetchAuditEvents } from '../../../src/gateway/operations/fetch-audit-events.ts';
import type { Transport } from '../../../src/gateway/transport.ts';

export const now = new Date('2025-06-15T12:00:00Z');
export const range = presetRange('years2', now);
const appId = '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95';

/** The default settings. */
export const exportForm: ExportForm = { formulaSafe: true, byteOrderMark: false, extraColumns: [] };

const first = new Date('2023-06-15T12:01:00Z').getTime();
const length = now.getTime() - first;
const kinds = ['APP_INSTALLED', 'MIGRATION_SCHEDULED', 'MIGRATION_STARTED', 'MIGRATION_COMPLETED', 'APP_UNINSTALLED'];
const places = ['GLOBAL', 'EU', 'US', 'DE', 'AU'];

const uuid = (kind: string, number: number) => `${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const cycled = (list: readonly string[], number: number) => list[number % list.length] ?? '';

/** Returns the event with a number, in the gateway's form. */
function eventAt(number: number, at: number, appName: string): object {
  const kind = cycled(kinds, number);
  return {
    appId,
    appInstalledVersion: `${1 + (number % 4)}.${number % 30}.0`,
    appName,
    cloudId: uuid('5173c10d', number % 5003),
    createdAt: new Date(at).toISOString(),
    destinationLocation: kind.startsWith('APP_') ? 'N/A' : cycled(places, number >> 3),
    environment: number % 9 === 0 ? 'STAGING' : 'PRODUCTION',
    environmentId: uuid('e7117035', number % 9 === 0 ? 2 : 1),
    eventId: uuid('e7e17a11', number),
    migrationStartTime: kind.startsWith('APP_') ? null : new Date(at - (number % 40) * dayMs).toISOString(),
    product: number % 3 === 0 ? 'jira' : 'confluence',
    sourceLocation: cycled(places, number >> 5),
    status: kind,
  };
}

/** Returns the gateway's response for a range of a world with `events` events, both ends inclusive. */
export function answerOf(events: number, start: Date, end: Date, appName = 'Customer Notes Vault'): string {
  const step = length / events;
  const data: object[] = [];
  for (
    let number = Math.max(0, Math.ceil((start.getTime() - first) / step));
    number < events && first + number * step <= end.getTime();
    number++
  )
    data.push(eventAt(number, first + number * step, appName));
  return JSON.stringify({
    data: { ecosystem: { forgeAuditLogs: { daResAuditLogs: { __typename: 'ForgeAuditLogsDaResResponse', data } } } },
  });
}

/** Returns a loader that uses the product's client over a transport. */
export function loadThrough(transport: Transport, url: URL): LoadEvents {
  const client = createGatewayClient({
    url,
    transport,
    credentials: () => Promise.resolve({ email: 'mara@northlight.example', token: 'ATATT3xFfGF0-not-a-token' }),
    client: { name: 'forge-console-bench', version: '0.0.0' },
  });
  return (start, end, signal) => fetchAuditEvents(client, appAri(appId), start, end, signal);
}

const asked = z.object({ variables: z.object({ startTime: z.string(), endTime: z.string() }) });

/** Returns the range requested in a body. */
export function windowAsked(body: string): { start: Date; end: Date } {
  const { startTime, endTime } = asked.parse(JSON.parse(body)).variables;
  return { start: new Date(startTime), end: new Date(endTime) };
}

/** Returns a loader that uses the product's client, with responses from memory. */
export function loadAnswered(answer: (start: Date, end: Date) => string): LoadEvents {
  const post: Transport['post'] = ({ body }) => {
    const { start, end } = windowAsked(body);
    return Promise.resolve({ status: 200, header: () => undefined, body: answer(start, end) });
  };
  return loadThrough({ post, close: () => Promise.resolve() }, new URL('http://127.0.0.1/graphql'));
}
