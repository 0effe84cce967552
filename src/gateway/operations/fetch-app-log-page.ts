import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { optional } from '../reply-schemas.ts';
import { reportedLine, type ReportedLine } from '../reported-line.ts';
import document from './fetch-app-log-page.graphql';

const reply = () =>
  z.object({
    appLogsWithMetaData: optional(
      z.object({
        // Rows are read one by one: a malformed one must not cost the others.
        appLogs: z.custom<readonly unknown[]>(
          (value) => Array.isArray(value) && value.length <= mostRows,
          'not a list of log lines',
        ),
        hasNextPage: z.boolean(),
        totalLogs: z.catch(z.optional(z.number()), undefined),
      }),
    ),
  });

/** No reply has more rows. */
const mostRows = 100_000;

/** What of the logs the gateway is asked for; every list is "any of", and an absent one is "all". */
export interface LogQuery {
  /** Epoch milliseconds, both ends included. */
  readonly from: number;
  readonly to: number;
  /** Spellings of levels. */
  readonly lvl?: readonly string[];
  readonly invocationId?: string;
  readonly traceId?: string;
  readonly functionKeys?: readonly string[];
  readonly moduleType?: string;
  readonly appVersions?: readonly string[];
  /** ARIs of sites. */
  readonly installationContexts?: readonly string[];
  /** `JIRA`, `CONFLUENCE` or `COMPASS`. */
  readonly contexts?: readonly string[];
  readonly licenseStates?: readonly string[];
  readonly editions?: readonly string[];
}

interface LogPageVariables {
  readonly environmentId: string;
  readonly limit: number;
  readonly offset: number;
  readonly queryStartTime: string;
  readonly query: Omit<LogQuery, 'from' | 'to'> & {
    readonly dates: { readonly earliestStart: string; readonly latestStart: string };
  };
}

const AppLogPage: AppOperation<LogPageVariables, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppLogPage',
  kind: 'query',
  document,
  reply,
  appIdForm: 'uuid',
  /** Who reads decides about pace and repeats, so that no more than one request is in flight. */
  retriedByCaller: true,
};

/** A piece of the logs of one environment. */
export interface LogPage {
  /** In no promised order. */
  readonly lines: readonly ReportedLine[];
  /** How many rows came, readable or not: where the next page starts. */
  readonly received: number;
  readonly hasNextPage: boolean;
  /** Lines of the whole query at this moment; undefined if not reported. */
  readonly total: number | undefined;
}

/**
 * Returns a page of the log lines of one environment, `limit` at most from `offset`; a page may be shorter although more
 * follow. The query must stay the same while paging, or rows shift. Not retried. Throws `notFound` if the gateway
 * returns nothing, otherwise like `run`.
 */
export async function fetchLogPage(
  client: GatewayClient,
  appId: AppAri,
  { environmentId, query, offset, limit }: LogPageRequest,
  signal?: AbortSignal,
): Promise<LogPage> {
  const { from, to, ...filters } = query;
  const earliestStart = new Date(from).toISOString();
  const dates = { earliestStart, latestStart: new Date(to).toISOString() };
  const variables = { environmentId, limit, offset, queryStartTime: earliestStart, query: { ...filters, dates } };
  const answer = await runForApp(client, AppLogPage, appId, variables, signal);
  const { appLogs, hasNextPage, totalLogs } = found(
    answer.appLogsWithMetaData,
    AppLogPage,
    'the gateway doesn’t show the logs of this app to this account',
  );
  const lines = appLogs.map(reportedLine).filter((line) => line !== undefined);
  return { lines, received: appLogs.length, hasNextPage, total: totalLogs };
}

export interface LogPageRequest {
  readonly environmentId: string;
  readonly query: LogQuery;
  /** How many rows to leave out. */
  readonly offset: number;
  readonly limit: number;
}
