import ignore, { type Ignore } from 'ignore';

/** Which files of a folder git ignores. */
export interface IgnoreRules {
  /** `path` is the file's path relative to the top folder, with `/` as separator. */
  ignores(path: string): boolean;
}

/**
 * The rules of the `.gitignore` files at and below a top folder, by the folder that each lies in (relative to the top,
 * `''` for the top itself). As in git, rules in deeper folders win, and files in an ignored folder can't be unignored.
 */
export function createIgnoreRules(gitignores: ReadonlyMap<string, string>): IgnoreRules {
  const rules = new Map<string, Ignore>([...gitignores].map(([folder, text]) => [folder, ignore().add(text)]));
  const ignoredFolders = new Map<string, boolean>([['', false]]);

  function isFolderIgnored(folder: string): boolean {
    const before = ignoredFolders.get(folder);
    if (before !== undefined) return before;
    const isIgnored = isFolderIgnored(parentOf(folder)) || isMatched(folder, '/');
    ignoredFolders.set(folder, isIgnored);
    return isIgnored;
  }

  /** The verdict of the nearest rules that match a path in a folder that is not ignored. */
  function isMatched(path: string, end: '' | '/'): boolean {
    for (
      let folder: string | undefined = parentOf(path);
      folder !== undefined;
      folder = folder === '' ? undefined : parentOf(folder)
    ) {
      const own = rules.get(folder);
      if (own === undefined) continue;
      const below = path.slice(folder === '' ? 0 : folder.length + 1);
      const { ignored, unignored } = own.test(below + end);
      if (unignored) return false;
      // The rule ignores a folder above the path, and deeper rules have unignored that folder.
      const isByFolder = ignored && parentOf(below) !== '' && own.ignores(`${parentOf(below)}/`);
      if (ignored && !isByFolder) return true;
    }
    return false;
  }

  return { ignores: (path) => rules.size > 0 && (isFolderIgnored(parentOf(path)) || isMatched(path, '')) };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
