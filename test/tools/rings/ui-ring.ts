import { browserProgram } from '../../support/host/browser.ts';
import { installProduct } from '../../support/host/product.ts';
import { mochaRing } from './mocha-ring.ts';

/** Tests that drive the real workbench, with the product installed as a user installs it. */
export const uiRing = mochaRing({
  name: 'ui',
  timeoutMs: 90_000,
  limitMs: 9 * 60_000,
  prepare: async () => {
    await browserProgram();
    return installProduct();
  },
});
