// npm run watch: builds dist/ now and whenever a source changes. Each build begins with "Building" and ends with a line
// that begins with "Built" or "Failed", from which VS Code's task recognises its state.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from '../../esbuild.mjs';

const root = join(import.meta.dirname, '..', '..');
/** Editors write a file in several steps, and a checkout writes many files. */
const quietMs = 100;

let wanted = false;
let building = false;
let timer;

async function build() {
  if (building) return;
  building = true;
  while (wanted) {
    wanted = false;
    console.log('Building …');
    const started = Date.now();
    try {
      await buildExtension();
      console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    } catch {
      // esbuild has already printed its errors.
      console.log('Failed');
    }
  }
  building = false;
}

function changed() {
  wanted = true;
  clearTimeout(timer);
  timer = setTimeout(build, quietMs);
}

for (const folder of ['src', 'webview-ui']) watch(join(root, folder), { recursive: true }, changed);
changed();
