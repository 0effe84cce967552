// Bundles tree-probe.ts into the given file, as a module an extension host can run.
import { build } from 'esbuild';
import { nodeOptions } from '../../../esbuild.mjs';

const { banner: _, ...options } = nodeOptions;
await build({ ...options, entryPoints: ['test/support/bench/tree-probe.ts'], outfile: process.argv[2], format: 'cjs' });
