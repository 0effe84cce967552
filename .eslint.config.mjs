import tseslint from 'typescript-eslint';
import { importX, createNodeResolver } from 'eslint-plugin-import-x';

/** Folders of src/ by rank: a folder imports only from lower ranks. */
const ranks = [
  ['core'],
  ['scopes', 'gateway'],
  ['code'],
  ['manifest', 'audit', 'removal', 'sandbox'],
  ['state'],
  ['ui'],
  ['accounts', 'workspace'],
  ['tree', 'panel', 'editor', 'archiving', 'removing'],
  ['commands'],
];

const zones = ranks
  .flatMap((folders, rank) =>
    folders.flatMap((folder) => [
      {
        target: `./src/${folder}`,
        from: ranks
          .flatMap((others, otherRank) => (otherRank >= rank ? others : []))
          .filter((other) => other !== folder)
          .map((other) => `./src/${other}`),
        message: 'Dependencies point inward: import only from folders of a lower rank.',
      },
      { target: `./src/${folder}`, from: ['./src/services.ts', './src/extension.ts'] },
    ]),
  )
  .filter((zone) => zone.from.length > 0);
// The sandbox is a server of its own: it may be started by anyone, and shares no code with its client.
zones.push(
  { target: './src/sandbox', from: ['./src/gateway'] },
  { target: './webview-ui', from: './src', except: ['panel/protocol.ts', 'core'] },
);

const domain = ranks
  .slice(0, 5)
  .flat()
  .map((folder) => `src/${folder}/**`);

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'node_modules/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'webview-ui/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: domain,
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'The domain knows nothing of the editor.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
