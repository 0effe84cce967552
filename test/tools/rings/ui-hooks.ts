// Required by mocha in each of its processes: around every test of the ui ring.
import { assertNoCanaryIn } from '../../support/canary.ts';
import { saveFailure, watchedWorkbenches } from '../../support/workbench/save-failures.ts';

export const mochaHooks: Mocha.RootHookObject = {
  afterEach: [
    async function noTokenIsInWhatIsShown() {
      for (const { page } of watchedWorkbenches()) {
        const markup = await Promise.allSettled(page.frames().map((frame) => frame.content()));
        assertNoCanaryIn(
          'what is shown',
          markup.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
        );
      }
    },
    async function failuresAreSaved(this: Mocha.Context) {
      if (this.currentTest?.state !== 'failed') return;
      for (const workbench of watchedWorkbenches()) await saveFailure(workbench, this.currentTest.fullTitle());
    },
  ],
};
