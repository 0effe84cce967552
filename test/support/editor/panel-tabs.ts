import * as vscode from 'vscode';
import { until } from './until.ts';

/** Returns the editor tabs with app panels. */
export function panelTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('forgeConsole.app'));
}

/** Waits until the panels' tabs have exactly these titles, in this order. */
export async function panelTitlesAre(...titles: readonly string[]): Promise<void> {
  const shown = () => panelTabs().map(({ label }) => label);
  const event = (listener: () => void) => vscode.window.tabGroups.onDidChangeTabs(listener);
  await until(
    `the panels are ${titles.join(', ')}`,
    () => JSON.stringify(shown()) === JSON.stringify(titles),
    event,
  ).catch((error: unknown) => {
    throw new Error(`The panels are: ${shown().join(', ')}`, { cause: error });
  });
}
