import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import { appRef } from '../apps/model/app-ref.ts';
import { pinnedLogsType, views } from '../contributions.ts';
import type { Shared } from '../shared.ts';
import type { Prompts } from '../vscode/prompts.ts';
import type { Targets } from '../vscode/target.ts';
import type { LogsDesk, LogsSurroundings } from './panel/logs-desk.ts';

/** What the feature adds elsewhere. */
export interface LogsFeature {
  readonly actions: Pick<AppActions, 'showLogs'>;
  readonly panelPart: () => Promise<MakePanelPart<'logs'>>;
  /** All places that show logs; loaded when first asked for. */
  readonly desk: () => Promise<LogsDesk>;
}

/**
 * Registers the view Forge Logs and its commands. What shows logs is loaded when logs are first shown. `ready` settles
 * when the accounts of the last session are restored.
 */
export function registerLogs(shared: Shared, ready: Promise<unknown>, surroundings: LogsSurroundings): LogsFeature {
  let desk: Promise<LogsDesk> | undefined;
  const load = () => (desk ??= loadDesk(shared, surroundings));
  const actions: LogsFeature['actions'] = {
    async showLogs(app, filter) {
      const { parseFilter } = await import('./model/filter-text.ts');
      await (await load()).show(app, filter === undefined ? undefined : parseFilter(filter).filter);
    },
  };
  shared.own(
    vscode.window.registerWebviewViewProvider(views.logs, {
      async resolveWebviewView(view) {
        (await load()).resolve(view);
      },
    }),
    vscode.window.registerWebviewPanelSerializer(pinnedLogsType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const [loaded] = await Promise.all([load(), ready]);
        loaded.pinned.restore(panel, state);
      },
    }),
    { dispose: () => void desk?.then((loaded) => loaded.dispose()) },
  );
  shared.commands({
    async 'forgeConsole.logs.show'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Show Logs'));
      if (app) await actions.showLogs(app, filterOf(targets));
    },
    async 'forgeConsole.logs.showFunction'(input) {
      const data = input && (await shared.actions.accountFor(input.app));
      const app = input && data?.apps.state.value?.apps.get(input.app);
      if (input && data && app) await actions.showLogs(appRef(data, app), `function:${quoted(input.key)}`);
    },
    async 'forgeConsole.logs.save'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Save Logs'));
      const time = app && (await chooseTime(shared.prompts));
      if (app === undefined || time === undefined) return;
      const { parseFilter } = await import('./model/filter-text.ts');
      const { filter } = parseFilter([time, filterOf(targets) ?? ''].join(' '));
      await (await load()).save(app, filter);
    },
    async 'forgeConsole.logs.openAsText'() {
      await (await load()).openAsText();
    },
  });
  return {
    actions,
    desk: load,
    async panelPart() {
      const [{ logsPart }, loaded] = await Promise.all([import('./panel/logs-part.ts'), load()]);
      return (panel) => logsPart(panel, loaded);
    },
  };
}

/** The filter for what a command was invoked on: an environment, a function or a site; all of the app's lines else. */
function filterOf(targets: Targets): string | undefined {
  const [target] = targets ?? [];
  if (target?.kind === 'environment') return `env:${quoted(target.environment.key)}`;
  if (target?.kind === 'function')
    return `env:${quoted(target.environment.key)} function:${quoted(target.functionKey)}`;
  if (target?.kind === 'installation') return `site:${quoted(target.installation.site)}`;
  return undefined;
}

/** Asks for the time whose lines are meant, as text of a filter. Undefined if the user cancelled. */
function chooseTime(prompts: Prompts): Promise<string | undefined> {
  const items = [
    { label: vscode.l10n.t('Last hour'), value: 'last:1h' },
    { label: vscode.l10n.t('Last day'), value: 'last:1d' },
    { label: vscode.l10n.t('Last 7 days'), value: 'last:7d' },
    { label: vscode.l10n.t('Last 30 days'), value: 'last:30d' },
  ];
  const placeholder = vscode.l10n.t('Choose a time. For other times, set a filter in Forge Logs and save from there.');
  return prompts.pick(items, { title: vscode.l10n.t('Save Logs'), placeholder });
}

const quoted = (value: string) => `"${value.replaceAll('"', '')}"`;

async function loadDesk(shared: Shared, surroundings: LogsSurroundings): Promise<LogsDesk> {
  const [{ LogsDesk: Desk }, { createExpressionSearch }] = await Promise.all([
    import('./panel/logs-desk.ts'),
    import('./model/expression-search.ts'),
  ]);
  const expressions = createExpressionSearch({
    entry: pathToFileURL(shared.context.asAbsolutePath('dist/search.js')),
    onCrash: (error) => shared.output.error('The thread that searches in logs', error),
  });
  shared.own(expressions);
  return new Desk(shared, surroundings, expressions.search);
}
