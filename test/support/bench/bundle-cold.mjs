// Bundles cold-refresh.ts into the given folder, with the same settings as the packaged product.
import { build } from 'esbuild';
import { nodeOptions } from '../../../esbuild.mjs';

await build({
  ...nodeOptions,
  entryPoints: ['test/support/bench/cold-refresh.ts'],
  outdir: process.argv[2],
  splitting: true,
  minify: true,
  outExtension: { '.js': '.mjs' },
});
