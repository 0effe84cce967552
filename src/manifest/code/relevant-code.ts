/** Longer files are generated, not hand-written; in characters. */
export const maxCodeLength = 1_000_000;

const extensions = ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts'] as const;

/** Matches the files that can hold an app's code. */
export const codeGlob = `**/*.{${extensions.join(',')}}`;

/** Matches the names of the same files. */
export const codeFileName = new RegExp(`\\.(${extensions.join('|')})$`);

/** Folders of installed packages and build output. */
export const excludedFolders: readonly string[] = ['node_modules', '.git', 'dist', 'build', 'out', 'coverage'];

/** Tests, mocks and type declarations. */
const notDeployed = /(^|\/)(__tests__|__mocks__)\/|\.(test|spec|d)\.[cm]?[jt]sx?$/;

/** Whether a path, relative to an app's folder, is or lies in one of `excludedFolders`. */
export function isInExcludedFolder(path: string): boolean {
  return path.split('/').some((segment) => excludedFolders.includes(segment));
}

/** Whether a file can hold an app's code; the path is relative to the app's folder, with `/` as separator. */
export function isAppCode(path: string): boolean {
  return (
    codeFileName.test(path) && !notDeployed.test(path) && !isInExcludedFolder(path.slice(0, path.lastIndexOf('/') + 1))
  );
}
