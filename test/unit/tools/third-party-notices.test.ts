import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useFolder } from '../../support/folder.ts';
import { root } from '../../support/paths.ts';
import { type Metafile, thirdPartyNotices } from '../../tools/third-party-notices.mjs';

const execute = promisify(execFile);

/** The lines that begin a notice: name, version and licence below a rule. */
const heads = (notices: string) =>
  [...notices.matchAll(/^={80}\n(\S+) (\S+) \((.+)\)$/gm)].map(([, name = '']) => name);

describe('the notices of bundled packages', function () {
  this.timeout(120_000);
  const folder = useFolder({ mayHoldTokens: true });

  it('name every package that is in the bundle, with the text of its licence, and no other', async () => {
    const script = join(root, 'test/support/bundle-metafile.mjs');
    const built = await execute(process.execPath, [script, join(folder.path, 'dist')], { maxBuffer: 64 * 1024 * 1024 });
    const metafile = JSON.parse(built.stdout) as Metafile;
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
    const packages = new Set(inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
    assert.ok(packages.size >= 15 && packages.has('undici') && packages.has('@vscode/codicons'), [...packages].join());
    const notices = await thirdPartyNotices(metafile);
    assert.deepEqual(new Set(heads(notices)), packages);
    for (const notice of notices.split(/^={80}$/m).slice(1)) {
      const [head = '', ...text] = notice.trim().split('\n');
      assert.match(text.join('\n'), /Copyright|CC BY 4\.0/i, head);
      assert.ok(text.join().length > 500, head);
    }
    assert.match(notices, /icons are by Microsoft Corporation, licensed under CC BY 4\.0/);
  });

  /** A bundle with one package, whose package.json is given. */
  async function bundleOf(manifest: object, licence?: string): Promise<Metafile> {
    const at = join(folder.path, 'node_modules', 'left');
    await mkdir(at, { recursive: true });
    await writeFile(join(at, 'package.json'), JSON.stringify({ name: 'left', version: '1.0.0', ...manifest }));
    if (licence !== undefined) await writeFile(join(at, 'LICENSE'), licence);
    return { outputs: { 'dist/x.js': { inputs: { 'node_modules/left/index.js': {} } } } };
  }

  for (const manifest of [{ license: 'MIT' }, { license: 'GPL-3.0', author: 'Ada' }, { author: 'Ada' }]) {
    it(`are not written for a package without a licence text: ${JSON.stringify(manifest)}`, async () => {
      const metafile = await bundleOf(manifest);
      await assert.rejects(thirdPartyNotices(metafile, folder.path), /left is bundled, but has no licence text/);
    });
  }

  it('hold the MIT License for a package that only names it, with its author', async () => {
    const metafile = await bundleOf({ license: 'MIT', author: { name: 'Ada' } });
    assert.match(
      await thirdPartyNotices(metafile, folder.path),
      /left 1\.0\.0 \(MIT\)\n\nMIT License\n\nCopyright \(c\) Ada/,
    );
  });

  it('hold a licence with Windows line ends as a text', async () => {
    const metafile = await bundleOf({ license: 'ISC' }, '\uFEFFISC License\r\n\r\nCopyright Ada\r\n');
    assert.ok(
      (await thirdPartyNotices(metafile, folder.path)).endsWith('left 1.0.0 (ISC)\n\nISC License\n\nCopyright Ada\n'),
    );
  });

  it('are packed, and never committed', async () => {
    assert.match(await readFile(join(root, '.vscodeignore'), 'utf8'), /^!ThirdPartyNotices\.txt$/m);
    assert.match(await readFile(join(root, '.gitignore'), 'utf8'), /^ThirdPartyNotices\.txt$/m);
  });
});
