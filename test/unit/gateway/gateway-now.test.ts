import assert from 'node:assert/strict';
import { gatewayNow } from '../../../src/gateway/gateway-now.ts';

describe('the time by the gateway’s clock', () => {
  it('is earlier than by a clock that is ahead, and later than by one that is behind', () => {
    assert.equal(gatewayNow({ clockAheadMs: () => 5000 }, 60_000), 55_000);
    assert.equal(gatewayNow({ clockAheadMs: () => -5000 }, 60_000), 65_000);
  });

  it('is this computer’s before the first reply', () => {
    assert.equal(gatewayNow({ clockAheadMs: () => undefined }, 60_000), 60_000);
  });
});
