/**
 * What a part of the page is, for the menus that VS Code shows on it (`webview/context` in package.json) and for the
 * commands in them. VS Code joins what an element says with what those around it say, so that a command always learns
 * the app and the account, which the page's body says.
 */
export type MenuContext =
  | { readonly section: 'app'; readonly account: string; readonly app: string }
  | { readonly section: 'copyable'; readonly text: string }
  | { readonly section: 'installation'; readonly installationId: string; readonly site: string }
  | { readonly section: 'event'; readonly eventId: string; readonly eventKey: number; readonly site: string };

/** The value of a `data-vscode-context` attribute. What is copied whole has no Cut and Paste, which VS Code adds. */
export function menuContext({ section, ...about }: MenuContext): string {
  const own = section === 'copyable' ? { preventDefaultContextMenuItems: true } : {};
  return JSON.stringify({ webviewSection: section, ...about, ...own });
}
