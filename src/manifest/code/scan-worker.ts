// The worker thread that scans code: one reply for each message.
import { parentPort } from 'node:worker_threads';
import { scanFile } from './scan-file.ts';
import type { ScanRequest } from './file-scanner.ts';

parentPort?.on('message', ({ path, text }: ScanRequest) => parentPort?.postMessage(scanFile(path, text)));
