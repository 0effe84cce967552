import type { Deployment } from '../../core/deployment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { fetchDeploymentPage } from '../../gateway/operations/fetch-deployment-list.ts';

/** What may lie between the computed time of the gateway and its own, in milliseconds. */
const clockErrorMs = 2000;

/** How far behind the gateway's clock may be, in milliseconds. */
const aheadMs = 60 * 60_000;

/** Whose deployments to which environment are looked for. */
export interface DeploymentQuestion {
  /** By its key as the Forge CLI writes it. */
  readonly environment: string;
  readonly accountId: string;
  /** The time of this computer, in milliseconds since 1970. */
  readonly since: number;
  readonly now: number;
}

/**
 * The newest deployment that an account began since a time, as the gateway lists it; undefined if it lists none. Where it
 * doesn't say who deployed, it is anybody's. Throws the gateway's errors.
 */
export async function deploymentSince(
  client: GatewayClient,
  appId: AppAri,
  { environment, accountId, since, now }: DeploymentQuestion,
  signal?: AbortSignal,
): Promise<Deployment | undefined> {
  const from = new Date(gatewayNow(client, since) - clockErrorMs);
  const days = { from, to: new Date(gatewayNow(client, now) + aheadMs) };
  const { nodes } = await fetchDeploymentPage(client, appId, days, undefined, signal);
  return nodes.find(
    (one) => one.environment === environment && one.at >= from && (one.by?.accountId ?? accountId) === accountId,
  );
}
