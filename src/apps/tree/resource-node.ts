import * as vscode from 'vscode';
import type { AppPart } from '../../core/app.ts';
import type { AppRef } from '../model/app-ref.ts';
import type { Resource } from '../model/resource.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { failedRow, loadingRow, row } from './basic-rows.ts';

export interface ResourceNode<T> {
  readonly app: () => AppRef;
  /** Last step of the row's path; also its context value and its page in the developer console. */
  readonly key: AppPart;
  readonly label: string;
  readonly icon: string;
  readonly resource: Resource<T>;
  /** Another resource that the rows show something of; it is loaded at the same time. */
  readonly beside?: Resource<unknown>;
  /** The description beside the label, once there is a value. */
  readonly describe: (value: T) => string;
  /** A clause for the failed row, such as "Couldn’t load the installations". */
  readonly failed: string;
  readonly toRows: (node: TreeRow, value: T) => readonly TreeRow[];
}

/**
 * A row whose children load when it is first opened. While they load, or if that fails, a row in their place says so.
 */
export function resourceNode<T>(host: TreeHost, parent: TreeRow, options: ResourceNode<T>): TreeRow {
  const { app, key, label, icon, resource, beside, describe, failed, toRows } = options;
  return host.keep(`${parent.id}/${key}`, (id) => {
    const node: TreeRow = {
      id,
      kind: key,
      parent,
      target: () => ({ kind: 'section', page: key, ...app() }),
      item() {
        const { state } = resource;
        const known = state?.value === undefined ? '' : describe(state.value);
        const failure = known === '' ? vscode.l10n.t('not loaded') : vscode.l10n.t('{0} · not refreshed', known);
        const description = state?.status === 'failed' ? failure : known;
        return row({ id, label, description, icon: new vscode.ThemeIcon(icon), contextValue: key, collapsible: true });
      },
      children() {
        resource.ensure();
        beside?.ensure();
        const { state } = resource;
        const rows = state?.value === undefined ? [] : toRows(node, state.value);
        if (state?.status === 'failed')
          return [failedRow(node, `${id}/failed`, { what: failed, state, retry: () => resource.refresh() }), ...rows];
        return state?.value === undefined ? [loadingRow(node, `${id}/loading`)] : rows;
      },
      async refresh() {
        await Promise.all([resource.refresh(), beside?.refresh()]);
      },
    };
    for (const { onDidChange } of beside ? [resource, beside] : [resource]) onDidChange(() => host.changed(node));
    return node;
  });
}
