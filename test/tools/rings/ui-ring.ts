import { browserProgram } from '../../support/host/browser.ts';
import { installProduct } from '../../support/host/product.ts';
import { serverBuildRuns } from '../../support/host/server-install.ts';
import { mochaRing } from './mocha-ring.ts';
import type { Ring } from './ring.ts';

/** The installed product; repeated rings reuse it. */
let product: Promise<Record<string, string>> | undefined;

/** Tests that operate the real workbench, with the product installed as by a user. */
export const uiRing: Ring = {
  ...mochaRing({
    name: 'ui',
    timeoutMs: 90_000,
    limitMs: 20 * 60_000,
    prepare: async () => {
      await browserProgram();
      return (product ??= installProduct());
    },
  }),
  unavailable: serverBuildRuns ? undefined : 'It needs VS Code’s server build, which runs on Linux only.',
};
