import { env } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { Shared } from '../shared.ts';
import { type AppPanels, createAppPanels, type LoadPanelParts } from './app-panels.ts';
import { registerUriHandler } from './uri-handler.ts';

/** Registers the app panels and the links that open them. */
export function registerAppPanel(
  shared: Shared,
  ready: Promise<unknown>,
  load: LoadPanelParts,
): { readonly actions: Pick<AppActions, 'open' | 'close' | 'shown'>; readonly panels: Pick<AppPanels, 'restore'> } {
  const panels = createAppPanels(shared, ready, load);
  shared.own(panels, registerUriHandler(shared, ready));
  shared.commands({
    'forgeConsole.text.copy': (text) => (text === undefined ? undefined : env.clipboard.writeText(text)),
  });
  return {
    panels,
    actions: {
      open: ({ data, id }, tab) => panels.open(data, id, tab),
      close: ({ data, id }) => panels.close(data, id),
      shown() {
        const app = panels.active();
        return app && [{ kind: 'app', ...app }];
      },
    },
  };
}
