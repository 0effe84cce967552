import { type ChangedPart, type Use, usesIn } from './forge-commands.ts';

/** Bounds on what scripts may lead to. */
const deepest = 5;
const mostLines = 40;

/** What may be different after a command line. */
export interface Changes {
  readonly parts: ReadonlySet<ChangedPart>;
  /** Whether it may have changed something that can't be read from it. */
  readonly isUnclear: boolean;
}

/**
 * Reads the scripts of a package.json. `folder` is relative to where the command line runs, and ends with a slash unless
 * it is empty. Resolves with undefined if there is no readable package.json.
 */
export type ReadScripts = (folder: string) => Promise<Readonly<Record<string, string>> | undefined>;

/**
 * Finds out what a command line may have changed, through the scripts of package.json and shells it runs. Bounded: a
 * script is followed five levels deep, and 40 lines at most.
 */
export async function changesBy(line: string, readScripts: ReadScripts): Promise<Changes> {
  const parts = new Set<ChangedPart>();
  let isUnclear = false;
  let lines = 0;
  const read = new Map<string, ReturnType<ReadScripts>>();

  async function follow(text: string, start: string | undefined, depth: number): Promise<void> {
    if (depth > deepest || ++lines > mostLines) {
      isUnclear = true;
      return;
    }
    let folder = start;
    for (const use of usesIn(text)) {
      if (use.kind === 'forge') for (const part of use.parts) parts.add(part);
      else if (use.kind === 'folder') folder = folderAt(folder, use.path);
      else if (use.kind === 'line') await follow(use.line, folder, depth + 1);
      else if (use.kind === 'script') await followScript(use, folder, depth);
      else isUnclear = true;
    }
  }

  async function followScript(use: Use & { kind: 'script' }, start: string | undefined, depth: number): Promise<void> {
    const folder = use.folder === undefined ? start : folderAt(start, use.folder);
    const scripts = folder === undefined ? undefined : await scriptsIn(folder);
    if (scripts === undefined || !Object.hasOwn(scripts, use.name)) {
      isUnclear ||= use.isSure;
      return;
    }
    for (const name of [`pre${use.name}`, use.name, `post${use.name}`]) {
      const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
      if (script !== undefined) await follow(script, folder, depth + 1);
    }
  }

  function scriptsIn(folder: string): ReturnType<ReadScripts> {
    const scripts = read.get(folder) ?? readScripts(folder);
    read.set(folder, scripts);
    return scripts;
  }

  await follow(line, '', 0);
  return { parts, isUnclear };
}

/** A folder below another; undefined if it is not known, as for absolute paths and those with variables. */
function folderAt(start: string | undefined, path: string): string | undefined {
  const isRelative = !/^[/\\~]|^[A-Za-z]:|[$%*]/.test(path);
  return start === undefined || !isRelative ? undefined : `${start}${path.replaceAll('\\', '/')}/`;
}
