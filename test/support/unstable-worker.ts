// The worker that reads code, made to crash or hang by certain files: simulates faults of the machine.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { createAnswers } from '../../src/manifest/code/answer-request.ts';
import type { CodeRequest } from '../../src/manifest/code/code-messages.ts';

const answer = createAnswers();
parentPort?.on('message', (request: CodeRequest) => {
  const text = request.kind === 'file' ? (request.file.text ?? '') : '';
  const marker = /ONCE (\S+)/.exec(text)?.[1];
  const isFirst = marker !== undefined && !existsSync(marker);
  if (isFirst) writeFileSync(marker, '');
  if (text.includes('END') || isFirst) process.exit(7);
  if (text.includes('HANG')) for (;;);
  parentPort?.postMessage(answer(request));
});
