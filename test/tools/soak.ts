// npm run soak: simulates a working day in minutes inside a real extension host, and measures what remains.
import { endAll, cleanUpOnSignals } from '../support/host/processes.ts';
import { editorRing } from './rings/editor-ring.ts';

cleanUpOnSignals();
const { passed, failed } = await editorRing({ env: { FORGE_CONSOLE_SOAK: 'day' } }).run({
  files: ['test/editor/soak/soak.test.ts', 'test/editor/soak/logs-soak.test.ts'],
  grep: undefined,
});
await endAll();
process.exit(passed === 0 || failed > 0 ? 1 : 0);
