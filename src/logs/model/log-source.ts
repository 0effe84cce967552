import type { AppDetails } from '../../apps/model/app-details.ts';
import type { Resource } from '../../apps/model/resource.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Installation } from '../../core/installation.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { fetchLogPage, type LogPage, type LogPageRequest } from '../../gateway/operations/fetch-app-log-page.ts';
import { fetchLogAccess } from '../../gateway/operations/fetch-developer-log-access.ts';
import { createLogAccess } from './log-access.ts';
import type { LogEnvironment, LogSite } from './server-query.ts';

/** Where the lines of an app come from. */
export interface LogSource {
  /** The gateway's time as far as it is known, in epoch milliseconds. */
  now(): number;
  /** All environments of the app. Throws a ForgeError. */
  environments(): Promise<readonly LogEnvironment[]>;
  /** The sites that are known so far; those that aren't are asked for, and known later. */
  sites(): readonly LogSite[];
  /** Asks for the sites again: one may have stopped sharing its logs, or begun to. Those that are known stay until then. */
  refreshSites(): void;
  /** A page of one environment's lines. Not retried. Throws as `fetchLogPage` does. */
  page(request: LogPageRequest, signal: AbortSignal): Promise<LogPage>;
}

/** The accounts, by their clients, that may not ask who may read the logs of which sites. */
const refusing = new WeakSet<GatewayClient>();

/** Creates the source of an app's lines over the gateway, with the environments and installations that `details` loads. */
export function createLogSource(client: GatewayClient, appId: AppAri, details: AppDetails): LogSource {
  const newAccess = () =>
    createLogAccess(async (contexts, kind) => {
      if (refusing.has(client)) return new Map();
      return fetchLogAccess(client, appId, contexts, kind).catch((error: unknown) => {
        if (toForgeError(error).kind === 'forbidden') refusing.add(client);
        throw error;
      });
    });
  let access = newAccess();
  return {
    now: () => gatewayNow(client),
    async environments() {
      const environments = await loaded(details.environments);
      return environments.map(({ id, key }) => ({ id, key }));
    },
    sites() {
      details.installations.ensure();
      const sites = sitesOf(details.installations.state?.value?.rows ?? []);
      return access.known(sites, details.environments.state?.value ?? []);
    },
    refreshSites() {
      // Nobody needed the sites so far: they are not known, and nothing is out of date.
      if (details.installations.state === undefined) return;
      access = newAccess();
      void details.installations.refreshQuietly().catch(() => undefined);
    },
    page: (request, signal) => fetchLogPage(client, appId, request, signal),
  };
}

async function loaded<T>(resource: Resource<T>): Promise<T> {
  if (resource.state?.value === undefined) await resource.refresh();
  const { state } = resource;
  if (state?.value !== undefined) return state.value;
  throw state?.status === 'failed' ? state.error : new ForgeError('cancelled', 'Cancelled');
}

/** The sites of installations, each once. A site shares logs unless one of its installations says that it doesn't. */
export function sitesOf(installations: readonly Installation[]): LogSite[] {
  const bySite = Map.groupBy(installations, ({ siteId, site }) => siteId ?? site);
  return [...bySite].map(([id, rows]) => {
    const shares = rows.map(({ sharesLogs }) => sharesLogs).filter((one) => one !== undefined);
    return {
      id,
      host: rows[0]?.site ?? id,
      contexts: [...new Set(rows.flatMap(({ atlassianApp, siteId }) => contextOf(atlassianApp, siteId)))],
      environmentIds: [...new Set(rows.flatMap(({ environmentId }) => environmentId ?? []))],
      sharesLogs: shares.length === 0 ? undefined : shares.every(Boolean),
      installedAt: Math.min(...rows.map(({ installedAt }) => installedAt.getTime())),
    };
  });
}

/** The ARI by which log queries know a site, as the Forge documentation writes it (`export-app-logs`). */
function contextOf(atlassianApp: string, siteId: string | undefined): string[] {
  return siteId === undefined ? [] : [`ari:cloud:${atlassianApp.toLowerCase()}::site/${siteId}`];
}
