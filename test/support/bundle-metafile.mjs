// Builds the product as it is packaged into the given folder, and prints esbuild's metafile.
import { buildExtension } from '../../esbuild.mjs';

const { metafile } = await buildExtension({ minify: true, outdir: process.argv[2] });
console.log(JSON.stringify(metafile));
