import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AppsTree } from '../../../src/apps/tree/apps-tree.ts';
import type { TreeRow } from '../../../src/vscode/tree-row.ts';
import { until } from './until.ts';

/** A row as the view would draw it. */
export interface Row {
  readonly node: TreeRow;
  readonly item: vscode.TreeItem;
  readonly label: string;
  readonly description: string;
  readonly isLoading: boolean;
  readonly children: readonly Row[];
}

/** Returns the rows under a node (or all) to a depth, requested the way the view does. */
export async function readRows(tree: AppsTree, depth = 1, under?: TreeRow): Promise<Row[]> {
  const rows: Row[] = [];
  for (const node of await tree.getChildren(under)) {
    const item = tree.getTreeItem(node);
    const opens = item.collapsibleState !== vscode.TreeItemCollapsibleState.None && depth > 1;
    rows.push({
      node,
      item,
      label: (typeof item.label === 'object' ? item.label.label : item.label) ?? '',
      description: typeof item.description === 'string' ? item.description : '',
      isLoading: item.iconPath instanceof vscode.ThemeIcon && item.iconPath.id === 'loading~spin',
      children: opens ? await readRows(tree, depth - 1, node) : [],
    });
  }
  return rows;
}

/** Like `readRows`, once nothing is loading. */
export async function settledRows(tree: AppsTree, depth = 1, under?: TreeRow): Promise<Row[]> {
  let rows: Row[] = [];
  const isLoading = (row: Row): boolean => row.isLoading || row.children.some(isLoading);
  await until(
    'nothing loads any more',
    async () => {
      rows = await readRows(tree, depth, under);
      return !rows.some(isLoading);
    },
    treeEvent(tree),
  );
  return rows;
}

/** Returns rows as lines of text: label and description, indented by depth. */
export function asLines(rows: readonly Row[], indent = ''): string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${indent}${description === '' ? label : `${label} | ${description}`}`,
    ...asLines(children, `${indent}  `),
  ]);
}

/** Returns the labels of rows. */
export const labelsOf = (rows: readonly Row[]): string[] => rows.map(({ label }) => label);

/** Returns the row at a path of labels, once everything on the way is loaded. */
export async function rowAt(tree: AppsTree, ...path: readonly string[]): Promise<Row> {
  let row: Row | undefined;
  for (const label of path) {
    const rows = await settledRows(tree, 1, row?.node);
    row = rows.find((candidate) => candidate.label === label);
    assert.ok(row, `no row "${label}" among ${labelsOf(rows).join(', ')}`);
  }
  return row ?? assert.fail('a path has at least one label');
}

/** Returns the rows under the row at a path of labels. */
export async function rowsUnder(tree: AppsTree, ...path: readonly string[]): Promise<Row[]> {
  return settledRows(tree, 1, (await rowAt(tree, ...path)).node);
}

/** Clicks on a row that has a command. */
export async function click({ label, item: { command } }: Row): Promise<void> {
  assert.ok(command, `clicking on ${label} does nothing`);
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** Returns the tooltip of a row, requested the way the view does. */
export async function tooltipOf(tree: AppsTree, { item, node }: Row): Promise<vscode.MarkdownString> {
  const { token } = new vscode.CancellationTokenSource();
  const { tooltip } = (await tree.resolveTreeItem?.(item, node, token)) ?? item;
  assert.ok(tooltip instanceof vscode.MarkdownString, 'the row has no tooltip');
  return tooltip;
}

/** Returns a tooltip as displayed: its Markdown without the escapes. */
export function readable({ value }: vscode.MarkdownString): string {
  return value
    .replace(/^\*\*(.*)\*\*/, '$1')
    .replaceAll('  \n', '\n')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Returns the tree's change event. */
export function treeEvent(tree: AppsTree): (listener: (node: TreeRow | undefined) => void) => vscode.Disposable {
  const event = tree.onDidChangeTreeData;
  assert.ok(event);
  return (listener) => event((changed) => listener(Array.isArray(changed) ? changed[0] : (changed ?? undefined)));
}
