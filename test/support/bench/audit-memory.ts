// Saves two years of audit events from the gateway at an address, and prints the peak memory of this process in MB:
// memory in use (heap and buffers, after a full collection) with --expose-gc, otherwise the resident set size (RSS).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportChunks } from '../../../src/audit-logs/model/export-csv.ts';
import { fetchWindows } from '../../../src/audit-logs/model/fetch-windows.ts';
import { writeWholeFile } from '../../../src/files/whole-file.ts';
import { createTransport, type Transport } from '../../../src/gateway/transport.ts';
import { exportForm, loadThrough, now, range } from './audit-pages.ts';

const [, , gateway = ''] = process.argv;
let peak = 0;
let times = 0;

/** Samples the memory in use; with a full, slow collection only once in several calls. */
function look(): void {
  if (globalThis.gc === undefined) {
    peak = Math.max(peak, process.memoryUsage.rss());
  } else if (times++ % 7 === 0) {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    peak = Math.max(peak, heapUsed + external);
  }
}

async function* watched(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  for await (const chunk of chunks) {
    look();
    yield chunk;
  }
}

const transport = createTransport();
const watchedTransport: Transport = {
  ...transport,
  async post(request) {
    const answer = await transport.post(request);
    look();
    return answer;
  },
};
const folder = await mkdtemp(join(tmpdir(), 'forge-console-bench-'));
const batches = fetchWindows(range, loadThrough(watchedTransport, new URL(gateway)), now, new AbortController().signal);
await writeWholeFile(join(folder, 'logs.csv'), watched(exportChunks(batches, exportForm)));
await transport.close();
await rm(folder, { recursive: true });
process.stdout.write(String(peak / 2 ** 20));
