const leftOut = [
  'FORGE_EMAIL',
  'FORGE_API_TOKEN',
  'FORGE_GRAPHQL_GATEWAY',
  'ELECTRON_RUN_AS_NODE',
  'VSCODE_IPC_HOOK_CLI',
  'NODE_OPTIONS',
];

/**
 * Returns the environment for a VS Code that we start: this process's own, without the developer's real Atlassian
 * account and the variables of a VS Code around this process (undefined for a variable to be removed).
 */
export function environment(): Record<string, string | undefined> {
  return { ...process.env, ...Object.fromEntries(leftOut.map((name) => [name, undefined])) };
}
