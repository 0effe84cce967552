// The notices that the licences of bundled packages ask for, written when the product is packed.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const rule = '='.repeat(80);
const noticeFile = /^(?:licen[cs]e|notice|copying|copyright)/i;

/** What a package doesn't say itself: how it is used, or what it holds of others. */
const remarks = {
  '@vscode/codicons':
    'The icons are by Microsoft Corporation, licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), and used unchanged, as a font of those that are shown.',
  undici: 'Holds llhttp, licensed under the MIT License. Copyright Fedor Indutny, 2018.',
};

/** Returns the folders of the packages in a bundle, from esbuild's metafile, sorted. */
export function bundledPackages({ outputs }) {
  const paths = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []);
  return [...new Set(folders)].sort();
}

/**
 * Returns the text of ThirdPartyNotices.txt for a bundle: name, version, licence and its whole text for each package.
 * Rejects if a package has no licence that may be passed on like this.
 */
export async function thirdPartyNotices(metafile, base = root) {
  const notices = await Promise.all(bundledPackages(metafile).map((folder) => noticeOf(join(base, folder))));
  const intro = 'Forge Console contains the packages below, by their authors and under their licences.';
  return `${[intro, ...new Set(notices)].join(`\n\n${rule}\n`)}\n`;
}

async function noticeOf(folder) {
  const { name, version, license, author, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => noticeFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const holder = typeof author === 'string' ? author.replace(/ *<.*/, '') : author?.name;
  if (texts.length === 0 && (license !== 'MIT' || !holder))
    throw new Error(`${name} is bundled, but has no licence text: ${license ?? 'no licence'}.`);
  const text = texts.length === 0 ? mit(holder) : texts.map(clean).join('\n\n');
  const head = [`${name} ${version} (${license})`, homepage, remarks[name]].filter(Boolean).join('\n');
  return `${head}\n\n${text}`;
}

const clean = (text) =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim();

const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
