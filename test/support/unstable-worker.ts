// The scan's worker, made to crash or hang by certain files: simulates faults of the machine.
import { parentPort } from 'node:worker_threads';
import { scanFile } from '../../src/manifest/code/scan-file.ts';

let seen = 0;
parentPort?.on('message', ({ path, text }: { path: string; text: string }) => {
  seen += 1;
  if (text.includes('END') || (text.includes('LATER') && seen > 1)) process.exit(7);
  if (text.includes('HANG')) for (;;);
  parentPort?.postMessage(scanFile(path, text));
});
