const leftOut = [
  'FORGE_EMAIL',
  'FORGE_API_TOKEN',
  'FORGE_GRAPHQL_GATEWAY',
  'ELECTRON_RUN_AS_NODE',
  'VSCODE_IPC_HOOK_CLI',
  'NODE_OPTIONS',
];

/**
 * The environment for a VS Code that we start: this process's own, without the developer's real Atlassian account
 * and without what a VS Code around this process has put there (undefined where something is left out).
 */
export function environment(): Record<string, string | undefined> {
  return { ...process.env, ...Object.fromEntries(leftOut.map((name) => [name, undefined])) };
}
