import ignore, { type Ignore } from 'ignore';

/** Tells which files of a folder git ignores. */
export interface IgnoreRules {
  /** `path` is a file's, relative to the top folder, its steps parted by `/`. */
  ignores(path: string): boolean;
}

/**
 * The rules of the `.gitignore` files at and below a top folder, by the folder that each lies in (relative to the top,
 * `''` for the top itself). As in git, deeper rules go before, and nothing in an ignored folder comes back.
 */
export function createIgnoreRules(gitignores: ReadonlyMap<string, string>): IgnoreRules {
  const rules = new Map<string, Ignore>([...gitignores].map(([folder, text]) => [folder, ignore().add(text)]));
  /** Folders that were asked for before. */
  const known = new Map<string, boolean>([['', false]]);

  function isFolderIgnored(folder: string): boolean {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const isIgnored = isFolderIgnored(parentOf(folder)) || decided(folder, '/');
    known.set(folder, isIgnored);
    return isIgnored;
  }

  /** What the nearest rules say that say something of a path, whose folder is not ignored. */
  function decided(path: string, end: '' | '/'): boolean {
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
      // Ignored only with a folder above it, which deeper rules brought back.
      const isByFolder = ignored && parentOf(below) !== '' && own.ignores(`${parentOf(below)}/`);
      if (ignored && !isByFolder) return true;
    }
    return false;
  }

  return { ignores: (path) => rules.size > 0 && (isFolderIgnored(parentOf(path)) || decided(path, '')) };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
