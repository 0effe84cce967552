// Parses what a command was invoked on, before any handler sees it: a row, selected rows, a link's arguments, an
// element of an app's panel, or anything at all from another extension.
import * as vscode from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import { tabs } from '../app-panel/tabs.ts';
import type { CommandId, SubjectOf } from '../contributions.ts';
import { type AppAri, isAppAri } from '../core/ids.ts';
import type { Target, Targets } from './target.ts';
import { isRow, type TreeRow } from './tree-row.ts';

/** The input of a command's handler, by the subject of the command. */
export interface CommandInputs {
  readonly nothing: undefined;
  readonly targets: Targets;
  readonly variable: { readonly targets: Targets; readonly name?: string };
  readonly row: TreeRow | undefined;
  readonly file: { readonly uri?: vscode.Uri; readonly scope?: string };
  readonly function: { readonly app: AppAri; readonly key: string } | undefined;
  readonly scope: string | undefined;
  readonly text: string | undefined;
}

export type CommandHandlers<Id extends CommandId> = {
  readonly [I in Id]: (input: CommandInputs[SubjectOf<I>]) => unknown;
};

/** Where arguments are looked up. */
export interface InputSources {
  readonly accounts: { get(key: string): AccountData | undefined };
  /** The account that acts on an app of a link; undefined if none lists it. Throws `cancelled` if the user cancelled. */
  readonly accountFor: (id: AppAri) => Promise<AccountData | undefined>;
  /** The selection in the view *Apps*. */
  readonly selected: () => Targets;
  /** The app whose panel is the active editor. */
  readonly shown: () => Targets;
}

/** What the arguments of key bindings refer to: the selection in the view, or the active panel. */
const fromKeys = { selection: 'selected', panel: 'shown' } as const;

/** How the arguments of each kind of command are parsed; invalid ones count as missing. */
export const readInput: {
  readonly [S in keyof CommandInputs]: (
    sources: InputSources,
    ...args: unknown[]
  ) => CommandInputs[S] | Promise<CommandInputs[S]>;
} = {
  nothing: () => undefined,
  targets: readTargets,
  async variable(sources, argument, second) {
    if (typeof argument !== 'string' || typeof second !== 'string')
      return { targets: await readTargets(sources, argument, second) };
    return { targets: await readTargets(sources, argument, undefined), name: second };
  },
  row: (_sources, argument) => (isRow(argument) ? argument : undefined),
  file(_sources, argument, scope) {
    const uri = uriOf(argument);
    return { ...(uri && { uri }), ...(typeof scope === 'string' && { scope }) };
  },
  function: (_sources, app, key) =>
    typeof app === 'string' && isAppAri(app) && typeof key === 'string' ? { app, key } : undefined,
  scope: (_sources, argument) => (typeof argument === 'string' ? argument : undefined),
  text: (_sources, argument) => textIn(argument, 'text') ?? textIn(argument, 'eventId'),
};

async function readTargets(sources: InputSources, argument: unknown, second: unknown): Promise<Targets> {
  if (argument === 'selection' || argument === 'panel') return sources[fromKeys[argument]]() ?? [];
  const { accounts } = sources;
  if (isRow(argument)) {
    const isSelected = Array.isArray(second) && second.includes(argument);
    return (isSelected ? second.filter(isRow) : [argument]).flatMap((row) => targetOf(row, accounts));
  }
  const target = typeof argument === 'string' ? await linked(argument, second, sources) : ofPanel(argument, accounts);
  return target && [target];
}

/** What a row is about; empty if its account has signed out. */
export function targetOf(row: TreeRow, accounts: InputSources['accounts']): Target[] {
  const target = row.target?.();
  if (target === undefined) return [];
  return target.kind === 'unlisted' || accounts.get(target.data.account.key) === target.data ? [target] : [];
}

/** The app of a link, from the account that acts on it. */
async function linked(id: string, tab: unknown, { accountFor }: InputSources): Promise<Target | undefined> {
  if (!isAppAri(id)) return undefined;
  const data = await accountFor(id);
  const app = data?.apps.state.value?.apps.get(id);
  if (data === undefined || app === undefined) return { kind: 'unlisted', id };
  const page = tabs.find((known) => known === tab);
  return { data, id, name: app.name, ...(page ? { kind: 'section', page } : { kind: 'app' }) };
}

/** The app of an element in a panel's page: VS Code passes the element's `data-vscode-context`. */
function ofPanel(argument: unknown, accounts: InputSources['accounts']): Target | undefined {
  const data = accounts.get(textIn(argument, 'account') ?? '');
  const id = textIn(argument, 'app');
  if (data === undefined || id === undefined || !isAppAri(id)) return undefined;
  const app = { data, id, name: data.apps.state.value?.apps.get(id)?.name ?? id };
  const installationId = textIn(argument, 'installationId');
  if (installationId === undefined) return { kind: 'app', ...app };
  const installation = data.details(id).installations.state?.value?.rows.find((row) => row.id === installationId);
  return installation && { kind: 'installation', page: 'installations', installation, ...app };
}

/** A string property of a value that may be anything. */
function textIn(argument: unknown, key: string): string | undefined {
  const value: unknown =
    typeof argument === 'object' && argument !== null && Object.hasOwn(argument, key)
      ? Reflect.get(argument, key)
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(argument) ? vscode.Uri.parse(argument) : undefined;
}
