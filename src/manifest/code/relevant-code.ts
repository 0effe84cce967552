/** Longer files are generated, not hand-written; in characters. */
export const maxCodeLength = 1_000_000;

/** More than any `package.json` that people write. */
export const maxPackageBytes = 1024 * 1024;

const extensions = ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts', 'vue', 'svelte'] as const;

/** Names, as in globs, of the files that can hold an app's code, and of those that say which packages it is made of. */
export const codeNames: readonly string[] = [...extensions.map((one) => `*.${one}`), 'package.json'];

/** Matches the files of these names. VS Code takes no braces in braces. */
export const codeGlob = `**/{${codeNames.join(',')}}`;

const codeFileName = new RegExp(`\\.(${extensions.join('|')})$`);

/** Whether a file can hold code, by its name. */
export function isCodeName(name: string): boolean {
  return codeFileName.test(name);
}

/** Whether a file is a `package.json`, by its path or name. */
export function isPackageFile(path: string): boolean {
  return path === 'package.json' || path.endsWith('/package.json');
}

/** Folders of installed packages, and git's own: nothing in them is an app's code. */
export const installedFolders: readonly string[] = ['node_modules', '.git'];

/** Whether a path, relative to an app's folder, is or lies in one of `installedFolders`. */
export function isInstalled(path: string): boolean {
  return path.split('/').some((segment) => installedFolders.includes(segment));
}
