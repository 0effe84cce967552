/** Tests, mocks, stories and type declarations. */
const notDeployed =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|test-e2e|cypress|playwright|\.storybook)\/|\.(?:test|tests|spec|e2e|cy|stories|story|d)\.[cm]?[jt]sx?$|(?:^|\/)(?:jest|vite|vitest|webpack|rollup|babel|eslint|playwright|cypress|postcss|tailwind)\.config\.[cm]?[jt]s$/;

/** Whether a file is deployed by its name: no test, mock, story, declaration or setting of a tool. */
export function isDeployedName(path: string): boolean {
  return !notDeployed.test(path);
}
