// How long the extension host stands still at most over repositories that somebody made to hold it up, with ordinary
// ones as the baseline. The product is installed as users install it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../support/bench/figure.ts';
import { heartbeatOver } from '../support/heartbeat/measure.ts';
import { writeHostile, writeOrdinary } from '../support/heartbeat/repositories.ts';
import { removeTemporaryFolder, temporaryFolder } from '../support/host/processes.ts';
import { packProduct } from '../support/host/product.ts';
import { installExtension } from '../support/host/server-build.ts';

const amounts = { manifests: 100, archives: 40 };

/** The longest pause of one host each, trusted and in Restricted Mode. */
export default async function standingStill(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-standing-still');
  try {
    const extensionsFolder = join(folder, 'extensions');
    for (const name of ['extensions', 'ordinary', 'hostile']) await mkdir(join(folder, name));
    await packProduct(join(folder, 'product.vsix'));
    await installExtension(join(folder, 'product.vsix'), extensionsFolder);
    await writeOrdinary(join(folder, 'ordinary'), amounts);
    await writeHostile(join(folder, 'hostile'), amounts);
    const figures: Figure[] = [];
    for (const isTrusted of [true, false]) {
      const over = async (name: string) =>
        heartbeatOver({
          workspace: join(folder, name),
          dataFolder: join(folder, `data-${name}-${isTrusted}`),
          extensionsFolder,
          isTrusted,
        });
      const { longest: ordinary } = await over('ordinary');
      const { longest: hostile, seconds } = await over('hostile');
      const where = isTrusted ? 'trusted' : 'Restricted Mode';
      figures.push(
        {
          name: `hostile repositories: longest pause of the host, ${where}`,
          value: hostile.ms,
          unit: 'ms',
          baseline: ordinary.ms,
          aim: { atMost: 500 },
        },
        { name: `hostile repositories: until all is read or given up, ${where}`, value: seconds, unit: 's' },
      );
    }
    return figures;
  } finally {
    await removeTemporaryFolder(folder);
  }
}
