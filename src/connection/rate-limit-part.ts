import type { PanelContext, PanelParts } from '../app-panel/panel-parts.ts';
import type { Limiters } from '../gateway/limiters.ts';
import type { RateLimitDisplay } from './rate-limit-display.ts';

/** The part of an app's panel that shows the wait for the rate limit, with the request that stops it. */
export function rateLimitPart(
  { data, changed }: PanelContext,
  rateLimit: Pick<RateLimitDisplay, 'textOf' | 'onDidChange'>,
  limiters: Pick<Limiters, 'giveUp'>,
): PanelParts['connection'] {
  const following = rateLimit.onDidChange(() => changed('rateLimit'));
  return {
    state: { rateLimit: () => rateLimit.textOf(data.account) ?? null },
    handlers: {
      stopWaiting() {
        limiters.giveUp();
        return null;
      },
    },
    dispose: () => following.dispose(),
  };
}
