import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { formatIndex } from '../../../../src/audit-logs/model/archive-index.ts';
import { lookAgain, noteSeen, parseSeen, type SeenArchive } from '../../../../src/audit-logs/model/seen-archives.ts';
import { dayMs } from '../../../../src/audit-logs/model/days.ts';
import { useFolder } from '../../../support/folder.ts';
import { now } from '../../../support/use-gateway.ts';

const appId = '83c0f6d2-5b1e-4f7a-9d20-6c4b8e15a7f9';

describe('archives in folders that are not open', () => {
  const folder = useFolder();
  const seen = (more: Partial<SeenArchive> = {}): SeenArchive => ({
    appId,
    folder: join(folder.path, 'vault'),
    workspace: 'file:///work/vault',
    machine: 'laptop',
    reminderDays: 21,
    ...more,
  });
  const index = (days: number, id = appId) =>
    formatIndex({
      appId: id,
      appName: 'Vault',
      archivedAt: new Date(now.getTime() - days * dayMs),
      fetched: [],
      months: new Map(),
    });
  async function archive(days: number, id?: string): Promise<void> {
    await mkdir(join(folder.path, 'vault'), { recursive: true });
    await writeFile(join(folder.path, 'vault', 'index.json'), index(days, id));
  }

  it('are due by what their index says now', async () => {
    await archive(22);
    assert.equal(await lookAgain(seen(), now), 'due');
    // Somebody archived it from another window meanwhile.
    await archive(1);
    assert.equal(await lookAgain(seen(), now), 'notDue');
  });

  it('are forgotten where they are gone, or another app’s', async () => {
    assert.equal(await lookAgain(seen(), now), 'gone');
    await archive(22, '93c0f6d2-5b1e-4f7a-9d20-6c4b8e15a7f9');
    assert.equal(await lookAgain(seen(), now), 'gone');
    await rm(join(folder.path, 'vault'), { recursive: true });
    assert.equal(await lookAgain(seen(), now), 'gone');
  });

  it('on a share that does not answer hold nothing up, and are kept in mind', async () => {
    await archive(22);
    const real = promises.open;
    Object.assign(promises, { open: () => new Promise(() => undefined) });
    syncBuiltinESMExports();
    try {
      assert.equal(await lookAgain(seen(), now, 20), 'noAnswer');
    } finally {
      Object.assign(promises, { open: real });
      syncBuiltinESMExports();
    }
  });

  it('that are damaged are nobody’s reminder', async () => {
    await archive(22);
    await writeFile(join(folder.path, 'vault', 'index.json'), '{');
    assert.equal(await lookAgain(seen(), now), 'unreadable');
  });

  it('are kept once each on each computer, up to a limit', () => {
    const [one, other] = [seen(), seen({ machine: 'container' })];
    const later = { ...one, reminderDays: 7 };
    assert.deepEqual(noteSeen([one, other], [later]), [other, later]);
    const many = Array.from({ length: 300 }, (_, number) => seen({ folder: `/a/${number}` }));
    const kept = noteSeen(many, [one]);
    assert.deepEqual([kept.length, kept.at(-1)], [200, one]);
  });

  it('are none where something else is kept', () => {
    for (const kept of [undefined, 7, 'x', {}, [{ appId: 1 }]]) assert.deepEqual(parseSeen(kept), []);
    assert.deepEqual(parseSeen([seen()]), [seen()]);
  });
});
