import tseslint from 'typescript-eslint';
import { importX, createNodeResolver } from 'eslint-plugin-import-x';

/** Folders of src/ that know nothing of VS Code: the words of the domain, files, the gateway, and what each feature is about. */
const domain = [
  'core',
  'files',
  'gateway',
  'sandbox',
  'apps/model',
  'audit-logs/model',
  'changes/model',
  'connection/model',
  'deployments/model',
  'environments/model',
  'forge-cli/model',
  'installations/model',
  'logs/model',
  'manifest/code',
  'manifest/command-line',
  'manifest/egress',
  'manifest/model',
  'manifest/scopes',
  'manifest/shapes',
  'refreshing/model',
  'removal/model',
  'variables/model',
  'versions/model',
  'web-triggers/model',
];
const models = domain.slice(4);
const features = [
  'apps',
  'app-panel',
  'audit-logs',
  'changes',
  'connection',
  'deployments',
  'environments',
  'forge-cli',
  'installations',
  'logs',
  'manifest',
  'refreshing',
  'removal',
  'variables',
  'versions',
  'web-triggers',
];
/** What pages and the extension tell each other. */
const protocols = [
  'app-panel/protocol.ts',
  'audit-logs/audit-logs-protocol.ts',
  'deployments/deployments-protocol.ts',
  'environments/environments-protocol.ts',
  'installations/installations-protocol.ts',
  'logs/log-protocol.ts',
  'logs/log-row-protocol.ts',
  'manifest/permissions-protocol.ts',
  'variables/variables-protocol.ts',
  'versions/versions-protocol.ts',
];
/** Files of src/ in which features meet. */
const meetingPoints = [
  'app-actions.ts',
  'contributions.ts',
  'shared.ts',
  'app-panel/panel-parts.ts',
  'app-panel/tabs.ts',
  ...protocols,
];

/** What each part of src/ may import, beside itself. Imports run one way: core, files → gateway → models → vscode, accounts → features. */
const allowed = {
  core: [],
  files: ['core'],
  sandbox: ['core'],
  gateway: ['core', 'files'],
  ...Object.fromEntries(models.map((model) => [model, ['core', 'files', 'gateway', ...models]])),
  vscode: ['core', 'files', 'gateway', ...models, 'contributions.ts', 'app-panel/tabs.ts'],
  accounts: [
    'core',
    'files',
    'gateway',
    'sandbox',
    ...models,
    'vscode',
    'app-actions.ts',
    'contributions.ts',
    'shared.ts',
  ],
  ...Object.fromEntries(
    features.map((feature) => [
      feature,
      ['core', 'files', 'gateway', ...models, 'vscode', 'accounts', 'changes/dialogs', ...meetingPoints],
    ]),
  ),
};

const zones = Object.entries(allowed).map(([part, others]) => ({
  target: `./src/${part}`,
  from: './src',
  except: [...new Set([part, ...others])].map((name) => `./${name}`),
  message: 'Imports run one way: core, files, gateway, models, vscode and accounts, features. See ARCHITECTURE.md.',
}));
zones.push({
  target: './webview-ui',
  from: './src',
  except: [...protocols, 'core'].map((name) => `./${name}`),
  message: 'The pages know their protocols and the words of the domain only.',
});

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
      'no-nested-ternary': 'error',
      '@typescript-eslint/max-params': ['error', { max: 5 }],
    },
  },
  {
    files: domain.map((folder) => `src/${folder}/**`),
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'The domain knows nothing of the editor.' }] },
      ],
    },
  },
  {
    // Files of people may lie on a share that does not answer: waiting for it must stop nothing else.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ImportDeclaration[source.value='node:fs'] ImportSpecifier[imported.name=/^(exists|stat|lstat|access|readdir|realpath|writeFile|mkdir|rm|open)Sync$/]",
          message: 'A share that does not answer would stop the whole extension host: use node:fs/promises.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
