// npm run package: packs the product into a .vsix in the repository's folder and shows what is in it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUpOnSignals } from '../support/host/processes.ts';
import { packProduct } from '../support/host/product.ts';
import { root } from '../support/paths.ts';

cleanUpOnSignals();
const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
console.log((await packProduct(join(root, `${name}-${version}.vsix`))).trim());
