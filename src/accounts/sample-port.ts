/**
 * The ports of the sample apps. `remote.portsAttributes` in package.json names them, so that a remote window neither
 * forwards nor announces what only the extension talks to.
 */
const samplePorts = { first: 51_739, last: 51_758 } as const;

/**
 * Starts a server on the first free one of these ports, or on any port if other windows have them all. `start` rejects
 * with EADDRINUSE if its port is taken.
 */
export async function startOnSamplePort<Server>(start: (port: number) => Promise<Server>): Promise<Server> {
  for (let port: number = samplePorts.first; port <= samplePorts.last; port++) {
    try {
      return await start(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  return start(0);
}

/** Whether a port is in use, or reserved: Windows keeps ranges for virtual machines. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
