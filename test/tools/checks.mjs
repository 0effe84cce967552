// The checks of the code as a whole, as arguments for Node: what npm test, npm run lint, typecheck and format run.
// Plain JavaScript, because set-up reads it on a Node that cannot read TypeScript.

const cache = 'node_modules/.cache';

const types = (project) => [
  'node_modules/typescript/bin/tsc',
  '-p',
  project,
  '--incremental',
  '--tsBuildInfoFile',
  `${cache}/types/${project === '.' ? 'all' : project}.tsbuildinfo`,
];

const prettier = (mode) => ['node_modules/prettier/bin/prettier.cjs', mode, '--cache', '--cache-strategy=content', '.'];

export const checks = {
  types: types('.'),
  'page-types': types('webview-ui'),
  lint: [
    'node_modules/eslint/bin/eslint.js',
    '-c',
    '.eslint.config.mjs',
    'src',
    'test',
    'webview-ui',
    '--no-error-on-unmatched-pattern',
  ],
  format: [...prettier('--check'), '--log-level=warn'],
};

/**
 * Lint of the files that changed since the last time. It misses what a change means for the files that import the
 * changed one.
 */
export const quickLint = [...checks.lint, '--cache', '--cache-strategy=content', `--cache-location=${cache}/eslint/`];

export const writeFormat = [...prettier('--write'), '--log-level=warn'];
