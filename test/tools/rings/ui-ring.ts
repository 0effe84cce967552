import { browserProgram } from '../../support/host/browser.ts';
import { installProduct } from '../../support/host/product.ts';
import { serverBuildRuns } from '../../support/host/server-install.ts';
import { mochaRing } from './mocha-ring.ts';
import { testFiles, together, type Outcome, type Ring } from './ring.ts';

/** The installed product; repeated rings reuse it. */
let product: Promise<Record<string, string>> | undefined;

const ring = (jobs: number) =>
  mochaRing({
    name: 'ui',
    timeoutMs: 90_000,
    limitMs: 20 * 60_000,
    jobs,
    hooks: 'test/tools/rings/ui-hooks.ts',
    prepare: async () => {
      await browserProgram();
      return (product ??= installProduct());
    },
  });

/** Tests that measure, and would measure what runs beside them. */
const measuring = ['test/ui/manifest/standing-still.test.ts'];

/** Tests that operate the real workbench, with the product installed as by a user: mostly two at a time, as they wait a lot. */
export const uiRing: Ring = {
  ...ring(1),
  async run({ files, ...selection }) {
    const chosen = files.length > 0 ? files : testFiles(ring(1).folders);
    const [alone, others] = [true, false].map((isMeasuring) =>
      chosen.filter((file) => measuring.includes(file) === isMeasuring),
    );
    const outcomes: Outcome[] = [];
    for (const [jobs, some] of [
      [2, others],
      [1, alone],
    ] as const)
      if (some?.length) outcomes.push(await ring(jobs).run({ ...selection, files: some }));
    return together(outcomes);
  },
  unavailable: serverBuildRuns ? undefined : 'It needs VS Code’s server build, which runs on Linux only.',
};
