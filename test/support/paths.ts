import { join } from 'node:path';

/** The repository's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** Output of builds and tests, apart from dist/; git-ignored. */
export const out = join(root, 'out');
