import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** Returns the oldest VS Code that `engines` in package.json allows, such as `1.105.0`. */
export function oldestVersion(): string {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { vscode: string } };
  const version = /^\^(1\.\d+\.\d+)$/.exec(engines.vscode)?.[1];
  if (version === undefined) throw new Error(`engines.vscode in package.json is ${engines.vscode}, not ^1.x.y.`);
  return version;
}

/**
 * Returns the code-server releases that contain a version of VS Code, as an npm range: `4.105` for 1.105.0. (The minor
 * versions of code-server and its VS Code are equal; not every one has a release that ends in 0.)
 */
export function codeServerRange(vscode: string): string {
  const minor = /^1\.(\d+)\./.exec(vscode)?.[1];
  if (minor === undefined) throw new Error(`${vscode} is not a version of VS Code.`);
  return `4.${minor}`;
}
