// The icon font of the pages: of VS Code's codicons, those that the sources name, which are a tenth of all.
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

const rule = /^\.codicon-([a-z0-9-]+):before \{ content: "\\([0-9a-f]+)" \}$/gm;
const fontUrl = /url\("[^"]+"\) format\("truetype"\)/;

/**
 * An esbuild plugin: styles that import codicon.css get the rules and, inside them, the font of the icons whose names
 * are texts in the sources. Building fails if codicon.css has another form than this reads.
 */
export function iconFont(root) {
  return {
    name: 'icon-font',
    setup(build) {
      build.onLoad({ filter: /codicon\.css$/ }, async ({ path }) => ({
        contents: await usedIcons(path, await namesIn(root)),
        loader: 'css',
      }));
    },
  };
}

/** Returns the styles of the icons of a codicon.css whose names are in a set, with their font. */
export async function usedIcons(path, names) {
  const styles = await readFile(path, 'utf8');
  const used = [...styles.matchAll(rule)].filter(([, name]) => names.has(name));
  const head = styles.slice(0, styles.search(rule));
  if (used.length === 0 || !fontUrl.test(head)) throw new Error(`${path} has another form than it used to.`);
  const characters = used.map(([, , code]) => String.fromCodePoint(Number.parseInt(code, 16))).join('');
  const all = await readFile(join(dirname(path), 'codicon.ttf'));
  const font = await subsetFont(all, characters, { targetFormat: 'woff2' });
  const embedded = head.replace(fontUrl, `url("data:font/woff2;base64,${font.toString('base64')}") format("woff2")`);
  return `${embedded}${used.map(([text]) => text).join('\n')}\n`;
}

/** Returns every text of the sources that could name an icon. */
async function namesIn(root) {
  const names = new Set();
  for await (const file of glob(['src/**/*.ts', 'webview-ui/**/*.ts'], { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/['"`]([a-z][a-z0-9-]*)['"`]/g)) names.add(name);
  }
  return names;
}
