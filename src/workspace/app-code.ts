import type * as vscode from 'vscode';
import type { ScannedFile } from '../code/scan.ts';
import type { Event } from '../core/emitter.ts';

/** What is known of the code of an app. */
export type AppCode =
  | { readonly status: 'off' }
  /** `files` holds what is known so far. */
  | { readonly status: 'scanning' | 'ready'; readonly files: readonly ScannedFile[] }
  | { readonly status: 'failed'; readonly files: readonly ScannedFile[]; readonly error: unknown };

/** The code of the apps whose manifests are in the workspace. */
export interface AppCodes {
  /** The code of the app of a manifest; `file` of each is its URI as text. Reads nothing by itself. */
  of(manifest: vscode.Uri): AppCode;
  /** Tells the manifests whose code is known better, or otherwise, than before. */
  readonly onDidChange: Event<readonly vscode.Uri[]>;
  dispose(): void;
}
