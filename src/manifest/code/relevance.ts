/** Longer texts are no code that people write, in characters. */
export const maxLength = 1_000_000;

const endings = ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts'] as const;

/** A glob for the files that can hold code of an app. */
export const codePattern = `**/*.{${endings.join(',')}}`;

/** The same files by their names. */
export const codeFile = new RegExp(`\\.(${endings.join('|')})$`);

/** Folders of what is installed or built, not written. */
export const otherFolders: readonly string[] = ['node_modules', '.git', 'dist', 'build', 'out', 'coverage'];

/** Code that is not deployed: tests, what stands in for modules there, declarations of types. */
const notDeployed = /(^|\/)(__tests__|__mocks__)\/|\.(test|spec|d)\.[cm]?[jt]sx?$/;

/** Whether a path, relative to an app's folder, leads to or into a folder of what is installed or built. */
export function isOtherFolder(path: string): boolean {
  return path.split('/').some((step) => otherFolders.includes(step));
}

/** Whether a file can hold code of an app; the path is relative to the app's folder, its steps parted by `/`. */
export function isAppCode(path: string): boolean {
  return codeFile.test(path) && !notDeployed.test(path) && !isOtherFolder(path.slice(0, path.lastIndexOf('/') + 1));
}

const needsScopes =
  /request(?:Jira|Confluence|Bitbucket|Graph)\b|@forge\/kvs|\bstorage\b|NotificationApi|use(?:Content|Space|Issue)Property/;

/** Whether a text may hold a call that needs scopes; of any other there is no need to read the code. */
export function mayNeedScopes(text: string): boolean {
  return needsScopes.test(text);
}
