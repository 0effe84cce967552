// Builds what the in-editor tests run: out/editor/extension (the product, with
// test/support/editor/scripted-extension.ts as its entry point, and its page), out/editor/tests (one file per test
// file) and out/editor/run.js (called by the extension host). out/editor/workspace is for launch configurations: the
// tests modify what they open.
import { build } from 'esbuild';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPage, nodeOptions, threads } from '../../esbuild.mjs';

const { absWorkingDir: root, banner: _, ...shared } = nodeOptions;
const out = join(root, 'out', 'editor');
const extension = join(out, 'extension');

await rm(out, { recursive: true, force: true });
await mkdir(extension, { recursive: true });
for (const part of ['package.json', 'l10n', 'media', ...globSync('package.nls*.json', { cwd: root })]) {
  if (existsSync(join(root, part))) await cp(join(root, part), join(extension, part), { recursive: true });
}
await cp(join(root, 'test/fixtures/workspace'), join(out, 'workspace'), { recursive: true });
// VS Code loads tests as CommonJS, whereas the repository's own files are ES modules.
await writeFile(join(out, 'package.json'), '{ "type": "commonjs" }\n');

await Promise.all([
  buildPage({ outdir: join(extension, 'dist'), minify: true }),
  build({
    ...nodeOptions,
    entryPoints: { extension: 'test/support/editor/scripted-extension.ts', ...threads },
    outdir: join(extension, 'dist'),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: 'linked',
  }),
  build({
    ...shared,
    absWorkingDir: root,
    entryPoints: [
      { in: 'test/tools/run-in-extension-host.ts', out: 'run' },
      ...globSync('test/editor/**/*.test.ts', { cwd: root }).map((file) => ({
        in: file,
        out: file.replace(/^test.editor/, 'tests').replace(/\.ts$/, ''),
      })),
    ],
    outdir: out,
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
  }),
]);
