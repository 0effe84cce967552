// Prints, as JSON, what is loaded with the extension itself: the packages and the files of ours that no dynamic import
// stands before.
import { build } from 'esbuild';
import { nodeOptions } from '../../../esbuild.mjs';

const { metafile } = await build({
  ...nodeOptions,
  entryPoints: ['src/extension.ts'],
  outdir: 'out/start',
  splitting: true,
  write: false,
  metafile: true,
});
const reached = new Set(['src/extension.ts']);
for (const file of reached) {
  for (const { path, kind, external } of metafile.inputs[file].imports)
    if (!external && kind !== 'dynamic-import') reached.add(path);
}
console.log(JSON.stringify([...reached].map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file)));
