import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { heartbeatOver } from '../../support/heartbeat/measure.ts';
import { writeHostile, writeOrdinary } from '../../support/heartbeat/repositories.ts';
import { removeTemporaryFolder, temporaryFolder } from '../../support/host/processes.ts';
import { installedExtensions } from '../../support/host/product.ts';

/** A part of what the bench has, which measures Restricted Mode too, for time’s sake. */
const amounts = { manifests: 12, archives: 6 };
/** Whatever the ordinary ones take. */
const neverMs = 5_000;

describe('an editor over repositories that somebody made to hold it up', function () {
  this.timeout(10 * 60_000);
  let folder = '';
  before(async () => {
    folder = await temporaryFolder('standing-still');
    for (const name of ['ordinary', 'hostile']) await mkdir(join(folder, name));
    await writeOrdinary(join(folder, 'ordinary'), amounts);
    await writeHostile(join(folder, 'hostile'), amounts);
  });
  after(() => removeTemporaryFolder(folder));

  it('stands still no longer than over ordinary ones', async () => {
    const over = (name: string) =>
      heartbeatOver({
        workspace: join(folder, name),
        dataFolder: join(folder, `data-${name}`),
        extensionsFolder: installedExtensions(),
        isTrusted: true,
      });
    const ordinary = await over('ordinary');
    const hostile = await over('hostile');
    const told = JSON.stringify({ ordinary, hostile });
    assert.ok(ordinary.isTrusted && hostile.isTrusted, told);
    assert.ok(hostile.longest.ms < neverMs, told);
    assert.ok(hostile.longest.ms <= 3 * ordinary.longest.ms, told);
  });
});
