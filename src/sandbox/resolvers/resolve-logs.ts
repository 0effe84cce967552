import type { LogEntry } from '../world/logs/log-entry.ts';
import type { App, Environment } from '../world/world-types.ts';
import { ownerOf } from './resolve-contexts.ts';
import { refusal } from './resolve-errors.ts';
import { iso } from './resolve-spelling.ts';
import { hasRole, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/** The conditions of a query for lines; each list is "any of", and an empty one is "all". */
export interface LogConditions {
  readonly lvl?: readonly string[] | null;
  readonly msg?: string | null;
  readonly invocationId?: string | null;
  readonly traceId?: string | null;
  readonly functionKeys?: readonly string[] | null;
  readonly moduleType?: string | null;
  readonly appVersions?: readonly string[] | null;
  readonly installationContexts?: readonly string[] | null;
  readonly contexts?: readonly string[] | null;
  readonly licenseStates?: readonly string[] | null;
  readonly editions?: readonly string[] | null;
  readonly logSource?: string | null;
  readonly runtime?: string | null;
}

interface LogArguments {
  readonly appId: string;
  readonly environmentId: string;
  readonly limit: number;
  readonly offset: number;
  readonly query?:
    | (LogConditions & {
        readonly dates?: { readonly earliestStart?: string | null; readonly latestStart?: string | null } | null;
      })
    | null;
}

/** Rows of a page at most; every third page is shorter, as the gateway's may be. */
const mostRows = 400;

/** A page of the log lines of an environment, newest first. */
export function appLogsWithMetaData(
  { appId, environmentId, limit, offset, query }: LogArguments,
  viewer: Viewer,
): object {
  const { app, environment } = readableEnvironment(appId, environmentId, viewer);
  if (limit < 1 || offset < 0) throw refusal('The limit or the offset is not valid.', 'INVALID_PAGE', 400);
  const [from, to] = [query?.dates?.earliestStart, query?.dates?.latestStart].map((time) =>
    time ? Date.parse(time) : undefined,
  );
  if (Number.isNaN(from) || Number.isNaN(to)) throw refusal('The dates are not valid.', 'INVALID_DATE_RANGE', 400);
  const found = findLines(viewer, app, environment, { from: from ?? 0, to: to ?? Infinity, ...query }).reverse();
  const size = Math.min(limit, mostRows, Math.floor(offset / 100) % 3 === 2 ? 60 : mostRows);
  const page = found.slice(offset, offset + size);
  return {
    appLogs: page.map((line) => lineView(app, environment, line)),
    appLogsFilterBuckets: {
      containers: [],
      services: [],
      functionKeys: bucketsOf(found.flatMap(({ functionKey }) => functionKey ?? [])),
    },
    hasNextPage: offset + page.length < found.length,
    totalLogs: found.length,
  };
}

interface AccessArguments {
  readonly appId: string;
  readonly contextIds: readonly string[];
  readonly environmentType: Environment['type'];
}

/** Which of some sites share the logs of environments of a type; sites without an installation are left out. */
export function developerLogAccess({ appId, contextIds, environmentType }: AccessArguments, viewer: Viewer): object[] {
  const member = memberOf(viewer, uuidInAri(appId) ?? appId);
  if (member === undefined) throw refusal('The app was not found.', 'APP_NOT_FOUND', 404);
  const there = member.app.details().installations.filter(({ environment }) => environment.type === environmentType);
  return contextIds.flatMap((contextId) => {
    const own = there.filter((installation) => siteContext(installation) === contextId);
    if (own.length === 0) return [];
    return [{ contextId, developerHasAccess: own.every(({ config }) => config.ALLOW_LOGS_ACCESS !== false) }];
  });
}

/**
 * An environment whose lines the viewer may read: those of production are for admins only. Throws a refusal otherwise.
 * Source: https://developer.atlassian.com/platform/forge/view-app-logs/
 */
export function readableEnvironment(
  appId: string,
  environmentId: string,
  viewer: Viewer,
): { readonly app: App; readonly environment: Environment } {
  const member = memberOf(viewer, appId);
  const environment = member?.app.details().environments.find(({ id }) => id === environmentId);
  if (member === undefined || environment === undefined) throw refusal('The app was not found.', 'APP_NOT_FOUND', 404);
  if (environment.type === 'PRODUCTION' && !hasRole(member, 'ADMIN'))
    throw refusal('You do not have permission to view production logs.', 'PERMISSION_DENIED', 403);
  return { app: member.app, environment };
}

/** The lines that meet the conditions and whose sites share them, in the order of time. Epoch milliseconds. */
export function findLines(
  { world }: Viewer,
  app: App,
  environment: Environment,
  { from, to, ...conditions }: LogConditions & { readonly from: number; readonly to: number },
): LogEntry[] {
  const withheld = new Set(
    app
      .details()
      .installations.filter(({ config }) => config.ALLOW_LOGS_ACCESS === false)
      .map(({ id }) => id),
  );
  return world.logs
    .between(app, environment, from, to)
    .filter((line) => !withheld.has(line.installation?.id ?? '') && meets(line, conditions));
}

function meets(line: LogEntry, conditions: LogConditions): boolean {
  const { installation } = line;
  const context = installation?.context;
  const license = installation?.license;
  const any = (values: readonly string[] | null | undefined, value: string | undefined) =>
    !values?.length || (value !== undefined && values.includes(value));
  const same = (wanted: string | null | undefined, value: string | undefined) => !wanted || wanted === value;
  return (
    any(
      conditions.lvl?.map((lvl) => lvl.toUpperCase()),
      line.lvl?.toUpperCase(),
    ) &&
    (!conditions.msg || line.message.includes(conditions.msg)) &&
    same(conditions.invocationId, line.invocationId) &&
    same(conditions.traceId, line.traceId) &&
    any(conditions.functionKeys, line.functionKey) &&
    same(conditions.moduleType, line.moduleType) &&
    any(conditions.appVersions, line.appVersion) &&
    any(conditions.installationContexts, installation && siteContextOf(line)) &&
    any(conditions.contexts, context && ownerOf(context).toUpperCase()) &&
    any(conditions.licenseStates, license && licenceState(line)) &&
    any(conditions.editions, license?.edition?.toUpperCase()) &&
    same(conditions.logSource, line.frontEnd?.logSource) &&
    conditions.runtime !== 'container'
  );
}

/** The site's ARI by which the logs know an installation, whatever form its context has. */
export function siteContextOf({ installation }: LogEntry): string | undefined {
  return installation && siteContext(installation);
}

function siteContext({ context, site }: NonNullable<LogEntry['installation']>): string {
  return `ari:cloud:${ownerOf(context)}::site/${site?.cloudId ?? ''}`;
}

/** The state of the licence at the time of a line; undefined for one without an installation. */
export function licenceState({ installation }: LogEntry): 'ACTIVE' | 'INACTIVE' | 'TRIAL' | undefined {
  const license = installation?.license;
  if (license === undefined) return undefined;
  if (license.evaluation) return 'TRIAL';
  return license.active ? 'ACTIVE' : 'INACTIVE';
}

function lineView(app: App, environment: Environment, line: LogEntry): object {
  const { at, installation, frontEnd, ...texts } = line;
  const site = installation?.site;
  return {
    ...texts,
    ...frontEnd,
    appId: app.uuid,
    environmentId: environment.id,
    ts: iso(at),
    installationContext: siteContextOf(line),
    installationId: installation?.id,
    product: installation && ownerOf(installation.context).toUpperCase(),
    licenseState: licenceState(line),
    edition: installation?.license?.edition?.toUpperCase(),
    tenantContexts: site && { cloudId: site.cloudId, cloudIdOrActivationId: site.cloudId, hostName: site.hostName },
  };
}

function bucketsOf(keys: readonly string[]): object[] {
  return [...Map.groupBy(keys, (key) => key)].map(([key, all]) => ({ key, count: all.length }));
}
