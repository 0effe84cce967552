// Builds the product as it is packaged and prints, as JSON, its scripts with the bytes of each package and whether they
// are loaded at start-up.
import { buildExtension } from '../../../esbuild.mjs';

const { metafile } = await buildExtension({ minify: true });
const start = new Set(['dist/extension.js']);
for (const file of start) {
  for (const { path, kind } of metafile.outputs[file].imports)
    if (kind === 'import-statement' && path in metafile.outputs) start.add(path);
}
const parts = Object.entries(metafile.outputs)
  .filter(([file]) => file.endsWith('.js'))
  .map(([file, { bytes, inputs }]) => ({ file, bytes, atStart: start.has(file), packages: byPackage(inputs) }));
console.log(JSON.stringify(parts));

function byPackage(inputs) {
  const packages = {};
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'own';
    packages[name] = (packages[name] ?? 0) + bytesInOutput;
  }
  return packages;
}
