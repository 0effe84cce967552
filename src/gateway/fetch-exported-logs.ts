import * as z from 'zod/mini';
import { type AppAri, appUuid } from '../core/ids.ts';
import type { GatewayClient } from './client.ts';
import { optional } from './reply-schemas.ts';
import { exportedLine, type ReportedLine } from './reported-line.ts';
import type { RestEndpoint } from './rest.ts';

/*
 * The REST export of logs. Source of its rules: https://developer.atlassian.com/platform/forge/export-app-logs/
 * That government clouds have it at their own gateway is an inference.
 */

/** Longest time of one question, in milliseconds. */
export const exportWindowMs = 3_600_000;

/** Questions in a minute, for one app. */
export const exportCallsPerMinute = 30;

/** Sites in one question. */
export const mostExportContexts = 50;

const mostRows = 100_000;

const reply = () =>
  z.object({
    // Rows are read one by one: a malformed one must not cost the others.
    appLogs: z.custom<readonly unknown[]>(
      (value) => Array.isArray(value) && value.length <= mostRows,
      'not a list of log lines',
    ),
    cursor: optional(z.string()),
  });

const AppLogExport: RestEndpoint<z.infer<ReturnType<typeof reply>>> = { name: 'AppLogExport', reply };

export interface ExportQuery {
  readonly environmentId: string;
  /** Epoch milliseconds, both ends included; an hour apart at most, and within the last 14 days. */
  readonly from: number;
  readonly to: number;
  readonly levels?: readonly string[];
  /** ARIs of sites, 50 at most. */
  readonly installationContexts?: readonly string[];
  readonly cursor?: string;
}

export interface ExportPage {
  /** In no promised order. */
  readonly lines: readonly ReportedLine[];
  /** Asks for the next page of the same question; absent at its end. */
  readonly cursor?: string;
}

/**
 * Returns a page of the exported log lines of one environment. Not retried. Throws `rateLimited` after 30 calls in a
 * minute for the app, `notFound` if the account doesn't see the app, otherwise like `read`.
 */
export async function fetchExportedLogs(
  client: GatewayClient,
  appId: AppAri,
  query: ExportQuery,
  signal?: AbortSignal,
): Promise<ExportPage> {
  const { environmentId, from, to, levels = [], installationContexts = [], cursor } = query;
  const parameters: (readonly [string, string])[] = [
    ['environmentId', environmentId],
    ['startDate', new Date(from).toISOString()],
    ['endDate', new Date(to).toISOString()],
    ...levels.map((level) => ['level', level] as const),
    ...installationContexts.map((context) => ['installationContext', context] as const),
    ...(cursor === undefined ? [] : [['cursor', cursor] as const]),
  ];
  const path = `/v1/app/logs/${encodeURIComponent(appUuid(appId))}` as const;
  const answer = await client.read(AppLogExport, { path, parameters }, signal);
  const lines = answer.appLogs.map(exportedLine).filter((line) => line !== undefined);
  return { lines, ...(answer.cursor !== undefined && answer.cursor !== '' && { cursor: answer.cursor }) };
}
