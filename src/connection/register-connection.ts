import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { Shared } from '../shared.ts';
import { settings } from '../vscode/settings.ts';
import { showConnectionTest } from './connection-test.ts';
import { createRateLimitDisplay, type RateLimitDisplay } from './rate-limit-display.ts';
import { rateLimitPart } from './rate-limit-part.ts';
import { reconnectAutomatically } from './auto-reconnect.ts';

/** Registers the connection test, the rate limit display and automatic reconnecting. */
export function registerConnection(shared: Shared): {
  readonly actions: Pick<AppActions, 'testConnection'>;
  readonly rateLimit: RateLimitDisplay;
  readonly panelPart: () => Promise<MakePanelPart<'connection'>>;
} {
  const { data, network, output } = shared;
  const { limiters } = network;
  const rateLimit = createRateLimitDisplay(limiters);
  const testConnection = () => showConnectionTest(shared);
  shared.own(rateLimit, reconnectAutomatically(data));
  shared.commands({
    'forgeConsole.connection.test': testConnection,
    'forgeConsole.rateLimit.stopWaiting': () => limiters.giveUp(),
    'forgeConsole.gateway.openSetting': settings.openGateway,
    'forgeConsole.output.show': output.show,
  });
  return {
    actions: { testConnection },
    rateLimit,
    panelPart: () => Promise.resolve((panel) => rateLimitPart(panel, rateLimit, limiters)),
  };
}
