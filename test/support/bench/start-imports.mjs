// Prints, as JSON, the packages and our own files that are loaded with the extension, that is, without a dynamic
// import.
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
