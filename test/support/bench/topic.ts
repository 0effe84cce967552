// Runs one topic of the benchmarks in a separate process: imports the given file and sends its figures to the parent.
import { pathToFileURL } from 'node:url';
import type { Figure } from './figure.ts';
import { cleanUpOnSignals } from '../host/processes.ts';

cleanUpOnSignals();

const [, , file = ''] = process.argv;
const { default: measure } = (await import(pathToFileURL(file).href)) as { default: () => Promise<Figure[]> };
const figures = await measure();
process.send?.(figures, () => process.exit(0));
