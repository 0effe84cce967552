// What a user downloads and what the editor loads: the sizes of the packed product, and what is in its parts.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packProduct } from '../support/host/product.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../support/host/processes.ts';
import { root } from '../support/paths.ts';
import type { Figure } from '../support/bench/figure.ts';

const KB = 1024;
/** Packages smaller than this are told together. */
const worthNamingKB = 3;

/** Sizes of the .vsix and of the files in it, minified; files that the extension starts with have aims. */
export default async function bundle(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-bundle');
  try {
    const vsix = join(folder, 'forge-console.vsix');
    await packProduct(vsix);
    const parts = JSON.parse(
      await run(process.execPath, [join(root, 'test/support/bench/bundle-parts.mjs')]),
    ) as Part[];
    const size = (counts: (part: Part) => boolean) =>
      parts.filter(counts).reduce((sum, { bytes }) => sum + bytes, 0) / KB;
    return [
      { name: 'vsix', value: (await stat(vsix)).size / KB, unit: 'KB', aim: { atMost: 1024 } },
      {
        name: 'extension.js, with what it imports',
        value: size(({ atStart }) => atStart),
        unit: 'KB',
        aim: { atMost: 350 },
      },
      { name: 'panel.js', value: size(({ file }) => file === 'dist/panel.js'), unit: 'KB', aim: { atMost: 400 } },
      ...parts.flatMap(({ file, packages }) => contents(file, packages)),
    ];
  } finally {
    await removeTemporaryFolder(folder);
  }
}

/**
 * A file of the bundle, whether the extension loads it when it starts, and the bytes in it by package (the product's
 * own: `own`).
 */
interface Part {
  readonly file: string;
  readonly bytes: number;
  readonly atStart: boolean;
  readonly packages: Readonly<Record<string, number>>;
}

function contents(file: string, packages: Readonly<Record<string, number>>): Figure[] {
  const named = Object.entries(packages)
    .filter(([, bytes]) => bytes >= worthNamingKB * KB)
    .sort(([, a], [, b]) => b - a);
  return named.map(([name, bytes]) => ({
    name: `in ${file.replace('dist/', '').replace(/-[A-Z0-9]{8}(?=\.js$)/, '')}: ${name}`,
    value: bytes / KB,
    unit: 'KB',
  }));
}
