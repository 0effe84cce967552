// Bundles coldRefresh.ts into the folder that is named, as the product is bundled for its package.
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
