import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { handlerPaths, pathsOf, stackFrame } from '../model/stack-frame.ts';

/** An app's folder in the workspace, with what its functions run by their keys. */
export interface AppFolder {
  readonly folder: vscode.Uri;
  readonly handlers: ReadonlyMap<string, string>;
}

/** The places in the workspace that lines of logs lead to. */
export interface LinePlaces {
  /** For each line of a stack that names a file in the app's folder: an index for `open`. */
  find(app: AppAri, lines: readonly string[]): Promise<ReadonlyMap<string, number>>;
  open(place: number): Promise<void>;
  hasHandler(app: AppAri, key: string | undefined): boolean;
  /** Opens the code that a function runs. Throws `notFound` if it isn't there. */
  openHandler(app: AppAri, key: string | undefined): Promise<void>;
}

interface Place {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** Most frames of a stack that are looked for. */
const mostFrames = 50;

/** Creates the places; `foldersOf` names the folders of an app's manifests. */
export function createLinePlaces(foldersOf: (app: AppAri) => readonly AppFolder[]): LinePlaces {
  const places: Place[] = [];

  async function placeOf(app: AppAri, text: string): Promise<number | undefined> {
    const frame = stackFrame(text);
    const uri = frame && (await existing(foldersOf(app), pathsOf(frame.file)));
    if (frame === undefined || uri === undefined) return undefined;
    const position = new vscode.Position(Math.max(0, frame.line - 1), Math.max(0, frame.column - 1));
    const known = places.findIndex((one) => one.position.isEqual(position) && one.uri.toString() === uri.toString());
    return known < 0 ? places.push({ uri, position }) - 1 : known;
  }

  return {
    async find(app, lines) {
      const frames = lines.filter((line) => stackFrame(line) !== undefined).slice(0, mostFrames);
      const found = await Promise.all(frames.map(async (line) => [line, await placeOf(app, line)] as const));
      return new Map(found.flatMap(([line, place]) => (place === undefined ? [] : [[line, place] as const])));
    },
    async open(place) {
      const target = places[place];
      if (target) await reveal(target);
    },
    hasHandler: (app, key) => key !== undefined && foldersOf(app).some(({ handlers }) => handlers.has(key)),
    async openHandler(app, key = '') {
      for (const one of foldersOf(app)) {
        const uri = await existing([one], handlerPaths(one.handlers.get(key) ?? ''));
        if (uri) return reveal({ uri, position: await exportIn(uri, one.handlers.get(key) ?? '') });
      }
      throw new ForgeError('notFound', vscode.l10n.t('the code of {0} isn’t in this workspace', key));
    },
  };
}

/** The first of some paths that is a file in one of the folders. */
async function existing(folders: readonly AppFolder[], paths: readonly string[]): Promise<vscode.Uri | undefined> {
  for (const { folder } of folders)
    for (const path of paths) {
      const uri = vscode.Uri.joinPath(folder, path);
      try {
        if (((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0) return uri;
      } catch {
        // Not there: the next one may be.
      }
    }
  return undefined;
}

async function reveal({ uri, position }: Place): Promise<void> {
  const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position), viewColumn: column });
}

/** Where a module exports what a handler names; its start if that can't be seen. */
async function exportIn(uri: vscode.Uri, handler: string): Promise<vscode.Position> {
  const name = handler.slice(handler.lastIndexOf('.') + 1);
  const document = await vscode.workspace.openTextDocument(uri);
  const lines = document.getText().split('\n');
  const index = lines.findIndex((line) => /\bexports?\b/.test(line) && line.split(/[^\w$]+/).includes(name));
  return new vscode.Position(Math.max(0, index), 0);
}
