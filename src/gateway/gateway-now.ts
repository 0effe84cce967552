import type { GatewayClient } from './client.ts';

/**
 * The time by the gateway's clock, in milliseconds since 1970: `now`, the time by this computer's, less what that was
 * ahead at the account's last reply.
 */
export function gatewayNow(client: Pick<GatewayClient, 'clockAheadMs'>, now = Date.now()): number {
  return now - (client.clockAheadMs() ?? 0);
}
