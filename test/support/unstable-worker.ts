// The worker that reads code, made to crash or hang by certain files: simulates faults of the machine.
import { existsSync, writeFileSync } from 'node:fs';
import { answerRequests } from '../../src/core/answer-requests.ts';
import { createAnswers } from '../../src/manifest/code/answer-request.ts';
import type { CodeRequest } from '../../src/manifest/code/code-messages.ts';

const answer = createAnswers();
answerRequests((request: CodeRequest) => {
  const text = request.kind === 'file' ? (request.file.text ?? '') : '';
  const marker = /ONCE (\S+)/.exec(text)?.[1];
  const isFirst = marker !== undefined && !existsSync(marker);
  if (isFirst) writeFileSync(marker, '');
  if (text.includes('END') || isFirst) process.exit(7);
  if (text.includes('HANG')) for (;;);
  return answer(request);
});
