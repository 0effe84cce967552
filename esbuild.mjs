// Builds dist/: the extension, with what it loads only when needed (HTTP, YAML, the sandbox) in chunks of their own,
// the threads that read code and manifests and search in logs, and the pages of webviews.
import { build as esbuild } from 'esbuild';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { graphqlDocuments } from './test/tools/graphql-documents.mjs';
import { iconFont } from './test/tools/icon-font.mjs';
import { thirdPartyNotices } from './test/tools/third-party-notices.mjs';

const root = import.meta.dirname;
const start = 'src/extension.ts';

/** The scripts of threads, by their names in dist/. */
export const threads = {
  scan: 'src/manifest/code/scan-worker.ts',
  manifests: 'src/manifest/model/manifest-worker.ts',
  search: 'src/logs/model/search-worker.ts',
};

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
  loader: { '.tsv': 'text', '.css': 'text' },
  plugins: [graphqlDocuments],
  // CommonJS packages inside an ESM bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

/**
 * The webview toolkit tries a `<style>` element to learn whether the browser knows `:focus-visible`, which the policy
 * of the page forbids. VS Code's browser does.
 */
const focusVisible = {
  name: 'focus-visible',
  setup(build) {
    build.onLoad({ filter: /fast-foundation.dist.esm.utilities.style.focus\.js$/ }, () => ({
      contents: `export const focusVisible = 'focus-visible';`,
    }));
  },
};

/** Builds the pages, all in `panel.js`, and `panel.css` with the icon font in it: two files would hold most of it twice. */
export function buildPage({ outdir = 'dist', minify = false } = {}) {
  return esbuild({
    absWorkingDir: root,
    entryPoints: [
      { in: 'webview-ui/main.ts', out: 'panel' },
      { in: 'webview-ui/panel.css', out: 'panel' },
    ],
    outdir,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    // VS Code 1.105, the oldest that engines in package.json allows, is made with Electron 37.
    target: 'chrome138',
    plugins: [focusVisible, iconFont(root)],
    minify,
    sourcemap: minify ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
  });
}

/**
 * An ES module that imports `vscode` gets it from a module that the editor writes and compiles for each extension,
 * which takes longer than all of our start. `require()` gives the same API at once; of it come the names that the
 * sources use.
 */
const editorApi = {
  name: 'editor-api',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor-api' },
    );
    build.onLoad({ filter: /.*/, namespace: 'editor-api' }, async () => {
      const names = new Set();
      for await (const file of glob('src/**/*.ts', { cwd: root })) {
        const text = await readFile(`${root}/${file}`, 'utf8');
        for (const [, used, imported = used] of text.matchAll(
          /\bvscode\.([a-zA-Z]\w*)|^import \{([^}]*)\} from 'vscode';/gm,
        )) {
          for (const name of imported.split(',')) if (!name.includes('type ')) names.add(name.trim());
        }
      }
      return { contents: `export const { ${[...names].join(', ')} } = require('vscode');` };
    });
  },
};

/**
 * What the start loads goes into one chunk: esbuild makes one for each set of entry points that share a file, and a
 * file takes the start longer than what is in it. Hence each part that is loaded later is said to load the start as
 * well.
 */
const startTogether = {
  name: 'start-together',
  async setup(build) {
    const { metafile } = await esbuild({
      ...nodeOptions,
      entryPoints: [start],
      outdir: 'dist',
      splitting: true,
      write: false,
      metafile: true,
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const later = new Set(
      imports
        .filter(({ kind, external }) => kind === 'dynamic-import' && !external)
        .map(({ path }) => join(root, path)),
    );
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!later.has(path)) return undefined;
      return {
        contents: `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(join(root, start))};\n`,
        loader: 'ts',
      };
    });
  },
};

/** Builds the product into dist/; `minify` and no source maps for the package, the reverse for development. */
export async function buildExtension({ minify = false, outdir = 'dist' } = {}) {
  await rm(resolve(root, outdir), { recursive: true, force: true });
  const options = { ...nodeOptions, outdir, minify, sourcemap: minify ? false : 'linked', metafile: true };
  const extension = await esbuild({
    ...options,
    entryPoints: [start],
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [...nodeOptions.plugins, editorApi, startTogether],
  });
  const worker = await esbuild({ ...options, entryPoints: threads });
  const page = await buildPage({ outdir, minify });
  return {
    metafile: { outputs: { ...extension.metafile.outputs, ...worker.metafile.outputs, ...page.metafile.outputs } },
  };
}

if (process.argv[1] === import.meta.filename) {
  const minify = process.argv.includes('--minify');
  const { metafile } = await buildExtension({ minify });
  if (minify) await writeFile(join(root, 'ThirdPartyNotices.txt'), await thirdPartyNotices(metafile));
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!file.endsWith('.map')) console.log(`${file}  ${(output.bytes / 1024).toFixed(1)} KB`);
  }
}
