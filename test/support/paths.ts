import { join } from 'node:path';

/** The folder of the repository. */
export const root = join(import.meta.dirname, '..', '..');

/** Everything that builds and tests write, apart from dist/; git-ignored. */
export const out = join(root, 'out');
