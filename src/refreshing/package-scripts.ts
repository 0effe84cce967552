import * as z from 'zod/mini';

const packageJson = z.object({ scripts: z.catch(z.record(z.string(), z.catch(z.string(), '')), {}) });

/** The scripts in the text of a package.json. Throws if it is none. */
export function parseScripts(text: string): Readonly<Record<string, string>> {
  return packageJson.parse(JSON.parse(text)).scripts;
}
