import * as vscode from 'vscode';

/** An in-memory file system, as in virtual workspaces. */
export interface MemoryFiles {
  readonly root: vscode.Uri;
  /** Returns the texts of the files by their paths below the root. */
  texts(): Record<string, string>;
  /** Writes a file at a path below the root, creating its folders. */
  write(path: string, text: string): Promise<vscode.Uri>;
  /** The paths of the folders that were read, as often as they were. */
  readFolders(): readonly string[];
  /** Makes writing fail with an error from now on; undefined lets it succeed. */
  refuse(error: vscode.FileSystemError | undefined): void;
  /** Makes reading folders, and files with this ending, fail with an error from now on; undefined lets it succeed. */
  refuseReading(ending: string, error: vscode.FileSystemError | undefined): void;
}

const scheme = 'forge-console-memory';

/** Registers an empty file system for each test of the calling suite. */
export function useMemoryFiles(): MemoryFiles {
  const files = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  const unreadable = new Map<string, vscode.FileSystemError>();
  const readFolders: string[] = [];
  let refusal: vscode.FileSystemError | undefined;
  let registered: vscode.Disposable | undefined;
  const root = vscode.Uri.from({ scheme, path: '/virtual' });
  const change = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const refuseIf = ({ path }: vscode.Uri) => {
    for (const [ending, error] of unreadable) if (path.endsWith(ending)) throw error;
  };

  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: change.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat(uri) {
      const bytes = files.get(uri.path);
      if (bytes === undefined && !folders.has(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
      return {
        type: bytes === undefined ? vscode.FileType.Directory : vscode.FileType.File,
        ctime: 0,
        mtime: 0,
        size: bytes?.length ?? 0,
      };
    },
    readDirectory(uri) {
      readFolders.push(uri.path);
      refuseIf(uri);
      if (!folders.has(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
      const folder = uri.path.replace(/\/?$/, '/');
      const below = (path: string) =>
        path !== folder && path.startsWith(folder) && !path.slice(folder.length).includes('/');
      const named = (paths: Iterable<string>, type: vscode.FileType) =>
        [...paths].filter(below).map((path): [string, vscode.FileType] => [path.slice(folder.length), type]);
      return [...named(files.keys(), vscode.FileType.File), ...named(folders, vscode.FileType.Directory)];
    },
    createDirectory: (uri) => void folders.add(uri.path),
    readFile(uri) {
      refuseIf(uri);
      const bytes = files.get(uri.path);
      if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return bytes;
    },
    writeFile(uri, content) {
      if (refusal) throw refusal;
      files.set(uri.path, content);
    },
    delete: (uri) => void files.delete(uri.path),
    rename() {
      throw vscode.FileSystemError.NoPermissions('nothing is renamed here');
    },
  };

  beforeEach(() => {
    registered = vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true });
    files.clear();
    folders.clear();
    folders.add('/').add(root.path);
    unreadable.clear();
    readFolders.length = 0;
    refusal = undefined;
  });
  afterEach(() => void registered?.dispose());

  return {
    root,
    readFolders: () => [...readFolders],
    texts: () =>
      Object.fromEntries(
        [...files].map(([path, bytes]) => [path.slice(root.path.length + 1), new TextDecoder().decode(bytes)]),
      ),
    async write(path, text) {
      const uri = vscode.Uri.joinPath(root, path);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return uri;
    },
    refuseReading(ending, error) {
      if (error) unreadable.set(ending, error);
      else unreadable.delete(ending);
    },
    refuse: (error) => void (refusal = error),
  };
}
