// The worker thread that reads code: one reply for each message.
import { parentPort } from 'node:worker_threads';
import { createAnswers } from './answer-request.ts';
import type { CodeRequest } from './code-messages.ts';

const answer = createAnswers();
parentPort?.on('message', (request: CodeRequest) => parentPort?.postMessage(answer(request)));
