// Reading the code of a generated app of 500 files for the scopes that it needs, in the thread that the product uses;
// beside @babel/parser alone, which parses the same texts and looks for nothing.
import { parse, type ParserPlugin } from '@babel/parser';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { type AppCode, createCodeThread } from '../../../src/manifest/code/app-code.ts';
import { layOut } from '../../../src/manifest/code/app-layout.ts';
import type { ScannedFile } from '../../../src/manifest/code/scan-results.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../../support/host/processes.ts';
import { root } from '../../support/paths.ts';
import type { Figure } from '../../support/bench/figure.ts';

const files = 500;
const rescans = 200;

/**
 * The first scan with the start of its thread, what of it the editor's own thread does, and the scan of one file again.
 */
export default async function code(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-code');
  try {
    await run(process.execPath, [join(root, 'test/support/bench/bundle-worker.mjs'), folder]);
    const paths = await writeApp(join(folder, 'app'));
    const typed = new Map<string, string>();
    const thread = createCodeThread({
      entry: pathToFileURL(join(folder, 'scan.js')),
      onCrash(error) {
        throw error;
      },
    });
    const app = thread.open({
      layOut: () =>
        Promise.resolve(layOut({ folder: '', code: paths, isWide: true, isInOtherApp: () => false, packages: [] })),
      readFile: async (path) => ({
        path,
        text: typed.get(path) ?? (await readFile(join(folder, 'app', path), 'utf8')),
      }),
    });
    try {
      const before = performance.eventLoopUtilization();
      const started = performance.now();
      const calls = countCalls(await app.readAll());
      const first = performance.now() - started;
      const { active } = performance.eventLoopUtilization(before);
      const again = await scanAgain(app, paths, typed);
      return [
        {
          name: `first scan of ${files} files with ${calls} calls`,
          value: first,
          unit: 'ms',
          baseline: await parseAll(paths.map((path) => join(folder, 'app', path))),
          aim: { atMost: 3000 },
        },
        { name: "the editor's thread during that scan", value: active, unit: 'ms', aim: { atMost: 500 } },
        { name: 'scan of one file again, 95th percentile', value: again, unit: 'ms', aim: { atMost: 20 } },
      ];
    } finally {
      thread.dispose();
    }
  } finally {
    await removeTemporaryFolder(folder);
  }
}

/** Three kinds of files as apps have them: a backend that calls through a helper of another file, a page, and one without calls. */
async function writeApp(folder: string): Promise<string[]> {
  await mkdir(folder);
  const paths = Array.from({ length: files }, (_, index) => `file-${index}.${['ts', 'tsx', 'js'][index % 3] ?? 'js'}`);
  await Promise.all(
    paths.map((path, index) => writeFile(join(folder, path), [backend, page, plain][index % 3]?.(index) ?? '')),
  );
  await writeFile(join(folder, 'ask.ts'), helper);
  return [...paths, 'ask.ts'];
}

const helper = `import api, { type Route } from '@forge/api';
const options = { headers: { Accept: 'application/json' } };
export async function ask(path: Route, method = 'GET') {
  return api.asApp().requestJira(path, { ...options, method });
}
`;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const backend = (file: number): string => `import api, { route, type Route } from '@forge/api';
import { ask } from './ask';
import { kvs } from '@forge/kvs';
${lines(
  12,
  (index) => `
/** Does step ${index} for an issue. */
export async function step${index}<T extends { key: string }>(issue: T, options: { notify?: boolean } = {}): Promise<number | undefined> {
  const path: Route = route\`/rest/api/3/issue/\${issue.key}?fields=summary,status&step=${index}\`;
  const response = await ${index < 2 ? 'ask(path' : "api.asApp().requestJira(path, { headers: { Accept: 'application/json' } }"});
  if (!response.ok) throw new Error(\`Step ${index} of file ${file}: \${response.status}\`);
  const { fields } = (await response.json()) as { fields: { summary: string; status: { name: string } } };
  await kvs.set(\`step:\${issue.key}\`, { summary: fields.summary, at: Date.now(), notify: options.notify ?? false });
  return fields.summary.length > ${index} ? fields.summary.length : undefined;
}`,
)}
`;

const page = (file: number): string => `import React, { useEffect, useState } from 'react';
import { requestConfluence } from '@forge/bridge';
${lines(
  8,
  (index) => `
export const Part${index} = ({ spaceId, onChoose }: { spaceId: string; onChoose: (id: string) => void }) => {
  const [pages, setPages] = useState<{ id: string; title: string }[]>([]);
  useEffect(() => {
    requestConfluence(\`/wiki/api/v2/spaces/\${spaceId}/pages?limit=${file + index}\`)
      .then((response) => response.json())
      .then(({ results }) => setPages(results));
  }, [spaceId]);
  return (
    <section aria-label="Part ${index}">
      {pages.length === 0 ? <p>Nothing yet</p> : pages.map(({ id, title }) => <button key={id} onClick={() => onChoose(id)}>{title}</button>)}
    </section>
  );
};`,
)}
`;

const plain = (
  file: number,
): string => `// Storage of nothing: helpers that call no API, with a word that makes them worth reading: storage.
${lines(
  20,
  (index) => `export function helper${index}(values, factor = ${file}) {
  const sorted = [...values].filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted.reduce((sum, value, at) => sum + (at % 2 === 0 ? value * factor : value / (factor || 1)), 0);
}
`,
)}
`;

function countCalls(scanned: readonly ScannedFile[]): number {
  const unread = scanned.find((file) => file.failed !== undefined || file.unread.length > 0);
  if (unread) throw new Error(`${unread.file} was not read`);
  return scanned.reduce((sum, { uses }) => sum + uses.length, 0);
}

async function scanAgain(app: AppCode, paths: readonly string[], typed: Map<string, string>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < rescans; index += 1) {
    const number = (index * 7) % files;
    const path = paths[number] ?? '';
    typed.set(path, `${[backend, page, plain][number % 3]?.(number) ?? ''}\n// typed\n`);
    const started = performance.now();
    await app.readAgain([path]);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

function pluginsFor(path: string): ParserPlugin[] {
  if (path.endsWith('.js')) return [];
  return path.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'];
}

async function parseAll(paths: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const path of paths) parse(await readFile(path, 'utf8'), { sourceType: 'module', plugins: pluginsFor(path) });
  return performance.now() - started;
}
