import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archiveApp } from '../../../../src/audit-logs/model/archive.ts';
import { parseIndex } from '../../../../src/audit-logs/model/archive-index.ts';
import { addDays, dayMs } from '../../../../src/audit-logs/model/days.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { auditEvent, loadOf, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { now } from '../../../support/use-gateway.ts';

const run = promisify(execFile);
const hasGit = await run('git', ['--version']).then(
  () => true,
  () => false,
);

describe('an archive that two people write on two branches', function () {
  this.timeout(60_000);
  const folder = useFolder();
  const git = async (...args: string[]) =>
    run('git', ['-c', 'user.name=Mara', '-c', 'user.email=mara@example.com', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder.path,
      env: { ...process.env, GIT_CONFIG_GLOBAL: join(folder.path, 'no-config'), GIT_CONFIG_NOSYSTEM: '1' },
    });
  const place = () => join(folder.path, 'archive', 'customer-notes-vault_83c0f6d2');

  async function archive(events: readonly AuditEvent[], days: number) {
    const result = await archiveApp({
      root: join(folder.path, 'archive'),
      workspaceFolder: folder.path,
      app: vault,
      load: loadOf(events),
      now: new Date(now.getTime() + days * dayMs),
      signal: AbortSignal.timeout(20_000),
    });
    await git('add', '-A');
    await git('commit', '-m', `day ${days}`);
    return result;
  }

  /** The ids in all files, with repetitions. */
  async function ids(): Promise<string[]> {
    const names = (await readdir(place())).filter((name) => name.endsWith('.csv'));
    const texts = await Promise.all(names.map((name) => readFile(join(place(), name), 'utf8')));
    return texts.join('').match(/event-[\w-]+/g) ?? [];
  }

  const daily = (from: string, days: number, kind: string) =>
    Array.from({ length: days }, (_, number) =>
      auditEvent(number, new Date(`${addDays(from, number)}T08:00:00Z`), {
        id: `event-${kind}-${addDays(from, number)}`,
        location: number % 3 === 0 ? `${kind}, "quoted"\r\nand more` : 'EU',
      }),
    );

  for (const autocrlf of ['false', 'true']) {
    it(`merges without a conflict, and loses nothing (core.autocrlf ${autocrlf})`, async function () {
      if (!hasGit) {
        process.stdout.write('      git is not installed here: merging is not tried\n');
        return this.skip();
      }
      await mkdir(join(folder.path, 'archive'));
      await git('init', '-q', '-b', 'main');
      await git('config', 'core.autocrlf', autocrlf);
      await writeFile(join(folder.path, 'README.md'), 'An app\n');
      const old = daily('2025-03-01', 100, 'old');
      await archive(old, 0);

      // Each sees events that the other does not: sites uninstall, and what they did is erased.
      await git('checkout', '-q', '-b', 'mara');
      const maras = [...daily('2025-06-12', 20, 'mara'), ...daily('2025-06-12', 22, 'both')];
      await archive([...old, ...maras], 20);
      await git('checkout', '-q', '-b', 'theo', 'main');
      const theos = [...daily('2025-06-12', 27, 'theo'), ...daily('2025-06-12', 22, 'both')];
      await archive([...old, ...theos], 25);

      await git('merge', '-q', '--no-edit', 'mara');
      const index = parseIndex(await readFile(join(place(), 'index.json'), 'utf8'));
      assert.deepEqual(
        index.fetched.map(({ from, to }) => [from, to]),
        [
          ['2023-06-15', '2025-06-14'],
          ['2025-06-15', '2025-07-04'],
          ['2025-07-05', '2025-07-09'],
        ],
      );
      const end = now.getTime() + 20 * dayMs;
      const merged = [...old, ...maras, ...theos].filter(({ at }) => at !== undefined && at.getTime() < end);
      const there = new Set(await ids());
      assert.deepEqual(
        merged.filter(({ id }) => !there.has(id)).map(({ id }) => id),
        [],
      );

      const after = await archive([...old, ...theos], 30);
      assert.deepEqual([after.mended, after.changed, after.gaps], [[], [], []]);
      const whole = await ids();
      assert.ok([...there].every((id) => whole.includes(id)));
      const { stdout } = await git('status', '--porcelain');
      assert.equal(stdout, '');
    });
  }
});
