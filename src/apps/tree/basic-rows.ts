import * as vscode from 'vscode';
import type { CommandId } from '../../contributions.ts';
import { type ForgeError, isAboutConnection } from '../../core/errors.ts';
import type { Loadable } from '../../core/loadable.ts';
import { reason, shortReason } from '../../vscode/notify.ts';
import { count, exactTime, escapeMarkdown, relativeTime } from '../../vscode/text.ts';
import type { TreeRow } from '../../vscode/tree-row.ts';

interface RowOptions {
  readonly id: string;
  readonly label: string | vscode.TreeItemLabel;
  readonly description?: string;
  readonly icon?: vscode.ThemeIcon;
  readonly contextValue?: string;
  readonly collapsible?: boolean;
  /** What a screen reader reads instead of label and description. */
  readonly spoken?: string;
  readonly command?: vscode.Command;
  /** Identifies the row for decoration providers. */
  readonly resourceUri?: vscode.Uri;
}

/** Creates the item of a row. Label and description are plain text: VS Code reads no markup in them. */
export function row({
  id,
  label,
  description,
  icon,
  contextValue,
  collapsible = false,
  spoken,
  command,
  resourceUri,
}: RowOptions): vscode.TreeItem {
  const item = new vscode.TreeItem(
    typeof label === 'string' ? shortened(label) : { ...label, label: shortened(label.label) },
    collapsible ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = id;
  item.description = shortened(description ?? '');
  if (icon) item.iconPath = icon;
  if (contextValue !== undefined) item.contextValue = contextValue;
  if (spoken !== undefined) item.accessibilityInformation = { label: spoken };
  if (command) item.command = command;
  if (resourceUri) item.resourceUri = resourceUri;
  return item;
}

/**
 * Longest text in a row and in a line of a tooltip, in characters: names from the gateway may be of any length, and
 * huge ones slow down the view.
 */
const longest = { row: 300, line: 2000 } as const;

function shortened(text: string, most: number = longest.row): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}

/** The command that clicking a row runs on it. */
export function rowCommand(command: CommandId, title: string, node: TreeRow): vscode.Command {
  return { command, title, arguments: [node] };
}

/** Creates a tooltip from lines of label and value. No text in it is read as markup, and no link in it works. */
export function tooltip(
  title: string,
  lines: readonly (readonly [label: string, value: string | undefined])[],
): vscode.MarkdownString {
  const shown = lines.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [escapeMarkdown(shortened(`${label}: ${value}`, longest.line))],
  );
  return new vscode.MarkdownString([`**${escapeMarkdown(shortened(title))}**`, ...shown].join('  \n'));
}

/** A time for a tooltip: relative, with the exact time in UTC. */
export function timeLine(date: Date | undefined): string | undefined {
  return date && `${relativeTime(date)} (${exactTime(date)})`;
}

/** A row that says something is loading. */
export function loadingRow(parent: TreeRow | undefined, id: string, label = vscode.l10n.t('Loading…')): TreeRow {
  return { id, kind: 'loading', parent, item: () => row({ id, label, icon: new vscode.ThemeIcon('loading~spin') }) };
}

/** A row that says there is nothing, or a note about what is there. */
export function noteRow(parent: TreeRow | undefined, id: string, label: string, icon = 'info'): TreeRow {
  return {
    id,
    kind: 'note',
    parent,
    item: () => row({ id, label, icon: new vscode.ThemeIcon(icon) }),
    tooltip: () => new vscode.MarkdownString(escapeMarkdown(label)),
  };
}

/** A row that stands for those beyond the limit; clicking it shows more of them. */
export function moreRow(
  parent: TreeRow | undefined,
  id: string,
  shown: number,
  all: number,
  showMore: () => readonly TreeRow[],
): TreeRow {
  const node: TreeRow = {
    id,
    kind: 'more',
    parent,
    showMore,
    item() {
      const label = vscode.l10n.t('Show More Apps');
      const [description, spoken] = [
        vscode.l10n.t('{0} of {1}', count(shown), count(all)),
        vscode.l10n.t('{0} of {1} shown', count(shown), count(all)),
      ];
      return row({
        id,
        label,
        description,
        icon: new vscode.ThemeIcon('ellipsis'),
        spoken: `${label}, ${spoken}`,
        command: rowCommand('forgeConsole.apps.showMore', label, node),
      });
    },
  };
  return node;
}

/** Data that could not be loaded. */
interface FailedLoad {
  /** A clause such as "Couldn’t load the apps". */
  readonly what: string;
  readonly state: Loadable<unknown> & { status: 'failed' };
  readonly retry: () => Promise<void>;
  /** What the data belongs to; that of the row above by default. */
  readonly target?: TreeRow['target'];
}

/** A row in place of data that could not be loaded; clicking it retries, or signs in if that is what is needed. */
export function failedRow(
  parent: TreeRow | undefined,
  id: string,
  { what, state, retry, target = parent?.target }: FailedLoad,
): TreeRow {
  const why = reason(state.error);
  const age = state.at && vscode.l10n.t('What you see below was loaded {0}.', relativeTime(state.at));
  const signedOut = state.error.kind === 'signedOut';
  const node: TreeRow = {
    id,
    kind: 'failed',
    parent,
    ...(target && { target }),
    refresh: retry,
    item: () =>
      row({
        id,
        label: shortReason(state.error),
        description: what,
        icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
        contextValue: failedContext(state.error),
        spoken: `${what}: ${why}. ${age ?? ''}`,
        command: signedOut
          ? rowCommand('forgeConsole.account.signIn', vscode.l10n.t('Sign In'), node)
          : rowCommand('forgeConsole.row.retry', vscode.l10n.t('Retry'), node),
      }),
    tooltip: () =>
      tooltip(what, [
        [vscode.l10n.t('Why'), why],
        [vscode.l10n.t('The gateway said'), state.error.message],
        [vscode.l10n.t('Request ID'), state.error.details.requestId],
        [vscode.l10n.t('Note'), age],
        [
          vscode.l10n.t('Next'),
          isAboutConnection(state.error)
            ? vscode.l10n.t('It will be loaded again as soon as the gateway can be reached.')
            : undefined,
        ],
      ]),
  };
  return node;
}

/** The context by which menus tell failures apart. */
function failedContext(error: ForgeError): string {
  if (error.kind === 'signedOut') return 'failed.signedOut';
  return isAboutConnection(error) ? 'failed.connection' : 'failed';
}
