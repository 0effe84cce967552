import type * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import type { App } from '../../core/app.ts';
import type { ConsolePage } from '../../core/console-links.ts';
import type { Environment } from '../../core/environment.ts';
import type { Installation } from '../../core/installation.ts';

/** What a row stands for, for the commands that act on it. */
export type Subject =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'app'; readonly account: Account; readonly app: App }
  | { readonly kind: 'environment'; readonly account: Account; readonly app: App; readonly environment: Environment }
  | {
      readonly kind: 'installation';
      readonly account: Account;
      readonly app: App;
      readonly installation: Installation;
    };

/**
 * A row of the tree. The same row is the same object for as long as it is shown, so that a refresh touches only it.
 * Its id is the path of the row: stable across refreshes and restarts.
 */
export interface TreeNode {
  readonly id: string;
  readonly parent: TreeNode | undefined;
  readonly subject?: () => Subject | undefined;
  /** The developer console's page for what the row shows. */
  readonly consolePage?: ConsolePage;
  /** How the row looks now; the tooltip comes apart, when it is asked for. */
  item(): vscode.TreeItem;
  tooltip?(): vscode.MarkdownString;
  /** The rows under it; absent for a leaf. May start to load what they show. */
  children?(): readonly TreeNode[];
  /** Fetches what the row or its children show anew. */
  refresh?(): Promise<void>;
  /** Shows rows that are left out where it stands; the first of them. */
  showMore?(): TreeNode;
}

/** What rows need of the tree that they stand in. */
export interface TreeHost {
  /** The row with this id; made once, by `make`. */
  keep(id: string, make: (id: string) => TreeNode): TreeNode;
  /** Says that a row looks different now, or its children do. */
  changed(node: TreeNode): void;
}
