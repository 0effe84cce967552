import type { Build, Deployment, LoadedBuilds, LoadedDeployments } from '../../core/deployment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { fetchBuildPage } from '../../gateway/operations/fetch-build-list.ts';
import { fetchDeploymentPage } from '../../gateway/operations/fetch-deployment-list.ts';
import { type Page, pages } from '../../gateway/paging.ts';

const dayMs = 86_400_000;

/** As far back as the Forge CLI asks for deployments, in days. */
const daysBack = 30;

/** The most deployments or builds that are loaded: nobody reads on, and each page is a request. */
const mostRows = 1000;

/** Ahead of what is known of the gateway's clock, in milliseconds: what was deployed just now counts. */
const aheadMs = 60 * 60_000;

/** Loads an app's deployments of the last 30 days, newest first. `soFar` gets the first pages of several. */
export async function loadDeployments(
  client: GatewayClient,
  id: AppAri,
  signal: AbortSignal,
  soFar: (known: LoadedDeployments) => void,
): Promise<LoadedDeployments> {
  const now = gatewayNow(client);
  // At midnight: the same list looked at twice is the same.
  const since = new Date(Math.floor((now - daysBack * dayMs) / dayMs) * dayMs);
  const days = { from: since, to: new Date(now + aheadMs) };
  const load = (after: string | undefined) => fetchDeploymentPage(client, id, days, after, signal);
  return { ...(await rowsOf<Deployment>(load, (part) => soFar({ ...part, since }))), since };
}

/** Loads an app's builds, newest first. `soFar` gets the first pages of several. */
export function loadBuilds(
  client: GatewayClient,
  id: AppAri,
  signal: AbortSignal,
  soFar: (known: LoadedBuilds) => void,
): Promise<LoadedBuilds> {
  return rowsOf<Build>((before) => fetchBuildPage(client, id, before, signal), soFar);
}

interface Rows<T> {
  readonly rows: readonly T[];
  readonly isCut: boolean;
}

async function rowsOf<T>(
  load: (after: string | undefined) => Promise<Page<T>>,
  soFar: (known: Rows<T>) => void,
): Promise<Rows<T>> {
  const rows: T[] = [];
  for await (const { nodes, next } of pages(load)) {
    rows.push(...nodes);
    if (next === undefined) break;
    if (rows.length >= mostRows) return { rows, isCut: true };
    soFar({ rows: [...rows], isCut: false });
  }
  return { rows, isCut: false };
}
