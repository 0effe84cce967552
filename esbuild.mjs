// Builds dist/: the extension, with what it loads only when needed (HTTP, YAML, the sandbox) in chunks of their own, the
// thread that reads code, and the page of the app panel.
import { build } from 'esbuild';
import { rm } from 'node:fs/promises';

const root = import.meta.dirname;

/** Options shared by everything that runs in Node. */
export const nodeOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['vscode'],
  // ES modules where a package has them: only what is used of them is bundled.
  mainFields: ['module', 'main'],
  loader: { '.graphql': 'text', '.tsv': 'text' },
  // CommonJS packages inside an ESM bundle still call require() for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
};

/**
 * The webview toolkit tries a `<style>` element to learn whether the browser knows `:focus-visible`, which the policy of
 * the page forbids. VS Code's browser does.
 */
const focusVisible = {
  name: 'focus-visible',
  setup(build) {
    build.onLoad({ filter: /fast-foundation.dist.esm.utilities.style.focus\.js$/ }, () => ({ contents: `export const focusVisible = 'focus-visible';` }));
  },
};

/** Builds the page of the app panel: `panel.js`, `panel.css` and the icon font beside it. */
export function buildPage({ outdir = 'dist', minify = false } = {}) {
  return build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'webview-ui/main.ts', out: 'panel' },
      { in: 'webview-ui/panel.css', out: 'panel' },
    ],
    outdir,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'chrome140',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    plugins: [focusVisible],
    minify,
    sourcemap: minify ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
  });
}

/** Builds the product into dist/; `minify` and no source maps for the package, the reverse for development. */
export async function buildExtension({ minify = false } = {}) {
  await rm(`${root}/dist`, { recursive: true, force: true });
  const extension = await build({
    ...nodeOptions,
    entryPoints: [
      { in: 'src/extension.ts', out: 'extension' },
      { in: 'src/code/scan-worker.ts', out: 'scan' },
    ],
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    minify,
    sourcemap: minify ? false : 'linked',
    metafile: true,
  });
  const page = await buildPage({ minify });
  return { metafile: { outputs: { ...extension.metafile.outputs, ...page.metafile.outputs } } };
}

if (process.argv[1] === import.meta.filename) {
  const { metafile } = await buildExtension({ minify: process.argv.includes('--minify') });
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!file.endsWith('.map')) console.log(`${file}  ${(output.bytes / 1024).toFixed(1)} KB`);
  }
}
