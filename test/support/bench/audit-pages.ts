// A gateway in memory with any number of audit events, evenly spread over two years; each is made when it is asked for.
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

/** As the settings have it unless somebody changes them. */
export const exportForm: ExportForm = { formulaSafe: true, byteOrderMark: false, extraColumns: [] };

const first = new Date('2023-06-15T12:01:00Z').getTime();
const length = now.getTime() - first;
const kinds = ['APP_INSTALLED', 'MIGRATION_SCHEDULED', 'MIGRATION_STARTED', 'MIGRATION_COMPLETED', 'APP_UNINSTALLED'];
const places = ['GLOBAL', 'EU', 'US', 'DE', 'AU'];

const uuid = (kind: string, number: number) => `${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const cycled = (list: readonly string[], number: number) => list[number % list.length] ?? '';

/** The event with a number as the gateway tells it. */
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

/** The gateway's answer for a window of a world of so many events, both ends included. */
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

/** Loads events with the product's client over a transport. */
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

/** The window that the body of a request asks for. */
export function windowAsked(body: string): { start: Date; end: Date } {
  const { startTime, endTime } = asked.parse(JSON.parse(body)).variables;
  return { start: new Date(startTime), end: new Date(endTime) };
}

/** Loads events with the product's client, whose requests are answered from memory instead of over a wire. */
export function loadAnswered(answer: (start: Date, end: Date) => string): LoadEvents {
  const post: Transport['post'] = ({ body }) => {
    const { start, end } = windowAsked(body);
    return Promise.resolve({ status: 200, header: () => undefined, body: answer(start, end) });
  };
  return loadThrough({ post, close: () => Promise.resolve() }, new URL('http://127.0.0.1/graphql'));
}
