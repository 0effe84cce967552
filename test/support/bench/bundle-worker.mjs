// Builds the worker that scans code, as it is shipped, into the given folder.
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeOptions } from '../../../esbuild.mjs';

const [folder = '.'] = process.argv.slice(2);
await build({
  ...nodeOptions,
  entryPoints: { scan: 'src/manifest/code/scan-worker.ts' },
  outdir: folder,
  minify: true,
});
await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
