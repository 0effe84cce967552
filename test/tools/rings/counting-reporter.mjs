// Mocha's spec reporter, which also writes the counts and the failures to the file named by the runner.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { failureOf } from './failures.ts';

export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = options?.reporterOptions?.counts ?? options?.reporterOption?.counts;
    const failed = [];
    runner.on('fail', (test, error) => failed.push(failureOf(test.titlePath(), error)));
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const outcome = { passed: passes, failed: failures, skipped: pending, failures: failed };
      if (file) writeFileSync(file, JSON.stringify(outcome));
    });
  }
}
