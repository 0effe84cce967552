// Folders of repositories: such as people have, and such as somebody makes to hold up an editor.
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const appId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const head = (number: number) => `app:\n  id: ari:cloud:ecosystem::app/${appId(number)}\n`;
const code = "import api, { route } from '@forge/api';\nawait api.asApp().requestJira(route`/rest/api/3/myself`);\n";
const manifest = (number: number) =>
  `${head(number)}permissions:\n  scopes:\n    - read:jira-work\n    - read:jira-user\n`;

/** A manifest of the length that is read at most, of one line again and again. */
const filled = (number: number, line: string) =>
  head(number) + line.repeat(Math.floor((255 * 1024) / Buffer.byteLength(line)));

const mistakes = ['@\n', '"\n', ']\n', '- {a: b, a}\n', 'a: |x\n', '%\n'];
/** How much there is of what only takes time by its number. */
export interface Amounts {
  readonly manifests: number;
  readonly archives: number;
}

/** Manifests that both folders have, to be shown in an editor. */
export const shown = [0, 1, 2].map((number) => `many/${number}/manifest.yml`);

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const deep = (name: string, folders: number) => `${`${name}/`.repeat(folders)}index.js`;

const index = (number: number, stretches: number) =>
  JSON.stringify({
    version: 1,
    appId: appId(number),
    appName: 'App',
    fetched: Array.from({ length: stretches }, (_, day) => {
      const at = new Date(Date.UTC(1970, 0, 1 + 2 * day)).toISOString();
      return { from: at.slice(0, 10), to: at.slice(0, 10), at };
    }),
  });

/** As many apps, manifests and archives as in the hostile folder, with what people write. */
export async function writeOrdinary(folder: string, { manifests, archives }: Amounts): Promise<void> {
  for (let number = 0; number < manifests; number++)
    await write(folder, `many/${number}/manifest.yml`, manifest(number));
  for (let number = 0; number < archives; number++)
    await write(folder, `forge-audit-logs/archive/app-${number}/index.json`, index(number, 30));
  for (const [number, app] of ['deep', 'long', 'device', 'pipe', 'rules'].entries()) {
    await write(folder, `${app}/manifest.yml`, manifest(1000 + number));
    await write(folder, `${app}/.gitignore`, 'node_modules/\ndist/\n*.log\n');
    await write(folder, `${app}/${deep('a', 3)}`, code);
  }
}

/** A folder of repositories each of which once held up the editor, or would if it was read without limits. */
export async function writeHostile(folder: string, { manifests, archives }: Amounts): Promise<void> {
  for (let number = 0; number < manifests; number++)
    await write(folder, `many/${number}/manifest.yml`, filled(number, mistakes[number % mistakes.length] ?? '@\n'));
  // As long as an index may be, and longer.
  for (let number = 0; number < archives; number++)
    await write(
      folder,
      `forge-audit-logs/archive/app-${number}/index.json`,
      index(number, number % 2 === 0 ? 12_000 : 100_000),
    );
  const apps: Readonly<Record<string, (at: (name: string) => string) => Promise<void> | void>> = {
    deep: async (at) => writeFile(at('.gitignore'), `${'**/a/'.repeat(12)}x\n`),
    long: async (at) => writeFile(at('.gitignore'), '**/a/b\n'.repeat(6_000_000)),
    device: async (at) => symlink('/dev/zero', at('.gitignore')),
    pipe: (at) => void execFileSync('mkfifo', [at('.gitignore'), at('pipe.js')]),
    rules: async (at) => writeFile(at('.gitignore'), `${'*a'.repeat(120)}[b]\n`.repeat(1000)),
  };
  for (const [number, [app, trap]] of Object.entries(apps).entries()) {
    await write(folder, `${app}/manifest.yml`, manifest(1000 + number));
    await write(folder, `${app}/${deep(app === 'rules' ? 'a'.repeat(60) : 'a', 60)}`, code);
    await trap((name) => join(folder, app, name));
  }
  await mkdir(join(folder, 'no-manifests', 'pipe'), { recursive: true });
  await symlink('/dev/zero', join(folder, 'no-manifests', 'manifest.yml'));
  execFileSync('mkfifo', [join(folder, 'no-manifests', 'pipe', 'manifest.yml')]);
}
