// The worker thread that reads code: one file a message, one answer each.
import { parentPort } from 'node:worker_threads';
import { scanFile } from './scan-file.ts';
import type { ScanRequest } from './scanner.ts';

parentPort?.on('message', ({ path, text }: ScanRequest) => parentPort?.postMessage(scanFile(path, text)));
