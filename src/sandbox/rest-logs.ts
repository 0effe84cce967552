import type { Reply } from './execute-graphql.ts';
import type { Viewer } from './resolvers/resolve-viewer.ts';
import { findLines, licenceState, readableEnvironment, siteContextOf } from './resolvers/resolve-logs.ts';
import { installationView } from './resolvers/resolve-installations.ts';
import { GraphQLError } from 'graphql';
import { logsKeptFor } from './world/logs/environment-logs.ts';
import type { LogEntry } from './world/logs/log-entry.ts';
import type { Account, World } from './world/world.ts';

/*
 * The REST export of logs, on the same data as the GraphQL query. Source of its rules:
 * https://developer.atlassian.com/platform/forge/export-app-logs/
 */

/** What the export is called where operations have names. */
export const exportName = 'AppLogExport';

const longestWindow = 3_600_000;
const exportedFor = logsKeptFor * (14 / 30);
const callsAMinute = 30;
const rowsOfPage = 200;
const mostContexts = 50;

export interface RestReply extends Reply {
  readonly headers?: Readonly<Record<string, string>>;
}

/** The app's UUID in the path of an export; undefined for any other path. */
export function exportedAppIn(pathname: string): string | undefined {
  return /^\/v1\/app\/logs\/([0-9a-f-]{36})$/.exec(pathname)?.[1];
}

/** Creates what answers exports of a world's logs, with a limit on calls for each app. */
export function createLogExport(world: World): (account: Account, uuid: string, query: URLSearchParams) => RestReply {
  const calls = new Map<string, number[]>();
  return ({ person, email }, uuid, query) => {
    const now = world.clock.now();
    const recent = (calls.get(uuid) ?? []).filter((at) => at > now - 60_000);
    const [first] = recent;
    if (first !== undefined && recent.length >= callsAMinute) {
      const seconds = Math.ceil((first + 60_000 - now) / 1000);
      return { ...failure(429, 'Too many requests'), headers: { 'retry-after': String(seconds) } };
    }
    calls.set(uuid, [...recent, now]);
    const viewer: Viewer = {
      world,
      person,
      email,
      previews: new Set(),
      warn: () => undefined,
      showInstallation: installationView,
    };
    try {
      const { app, environment } = readableEnvironment(uuid, query.get('environmentId') ?? '', viewer);
      const [from, to] = ['startDate', 'endDate'].map((name) => Date.parse(query.get(name) ?? ''));
      const fault = faultOf(from, to, now, query);
      if (from === undefined || to === undefined || fault !== undefined) return failure(400, fault ?? 'Bad request');
      const levels = query.getAll('level');
      const found = findLines(viewer, app, environment, {
        from,
        to,
        lvl: levels,
        msg: query.get('message'),
        installationContexts: query.getAll('installationContext'),
      });
      const offset = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
      const page = found.slice(offset, offset + rowsOfPage);
      const next = offset + page.length;
      const cursor = next < found.length ? Buffer.from(String(next)).toString('base64url') : undefined;
      const appLogs = page.map((line) => recordOf(uuid, environment.id, line));
      return { status: 200, body: JSON.stringify({ appLogs, ...(cursor && { cursor }) }) };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      // Whoever may not read an app's lines is told that there is no such app.
      return failure(404, error.message);
    }
  };
}

function faultOf(from = Number.NaN, to = Number.NaN, now: number, query: URLSearchParams): string | undefined {
  if (Number.isNaN(from) || Number.isNaN(to) || from > to) return 'startDate and endDate must be valid dates';
  if (to - from > longestWindow) return 'The time range must not exceed 1 hour';
  if (from < now - exportedFor - 60_000) return 'Logs are available for the last 14 days only';
  if (query.getAll('installationContext').length > mostContexts) return 'At most 50 installation contexts are allowed';
  return undefined;
}

const failure = (status: number, message: string): Reply => ({
  status,
  body: JSON.stringify({ code: status, message }),
});

/** The numbers of Node's loggers, which the documented sample has in place of OpenTelemetry's. */
const severityNumbers: Readonly<Record<string, number>> = {
  TRACE: 10,
  DEBUG: 20,
  INFO: 30,
  WARN: 40,
  ERROR: 50,
  FATAL: 60,
};

function recordOf(uuid: string, environmentId: string, line: LogEntry): object {
  const severityText = line.lvl ?? 'INFO';
  const attributes = {
    appId: uuid,
    environmentId,
    invocationId: line.invocationId,
    installationContext: siteContextOf(line),
    appVersion: line.appVersion,
    functionKey: line.functionKey,
    moduleKey: line.moduleKey,
    arguments: line.other,
    licenseState: capitalised(licenceState(line)),
    edition: capitalised(line.installation?.license?.edition),
  };
  return {
    timeUnixNano: `${line.at}000000`,
    severityText,
    severityNumber: severityNumbers[severityText.toUpperCase()] ?? 30,
    body: { stringValue: line.message },
    traceId: line.traceId,
    spanId: line.traceId?.slice(0, 16),
    attributes: Object.entries(attributes).flatMap(([key, stringValue]) =>
      stringValue === undefined ? [] : [{ key, value: { stringValue } }],
    ),
  };
}

function capitalised(word: string | undefined): string | undefined {
  return word && word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
