// The checks of the whole code base, as arguments for Node: for npm test, npm run lint, typecheck and format. Plain
// JavaScript, because set-up reads it on a Node that can't read TypeScript.

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
 * Lints only files changed since the last run. It misses the effects of a change on files that import the changed one.
 */
export const quickLint = [...checks.lint, '--cache', '--cache-strategy=content', `--cache-location=${cache}/eslint/`];

export const writeFormat = [...prettier('--write'), '--log-level=warn'];
