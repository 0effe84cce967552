/**
 * The context of a part of the page, for VS Code's menus on it (`webview/context` in package.json) and their commands.
 * VS Code merges the contexts of nested elements, so that a command always receives the app and the account, which are
 * on the page's body.
 */
export type MenuContext =
  | { readonly section: 'app'; readonly account: string; readonly app: string }
  | { readonly section: 'copyable'; readonly text: string }
  | {
      readonly section: 'installation';
      readonly installationId: string;
      readonly site: string;
      readonly mine: boolean;
    }
  | { readonly section: 'event'; readonly eventId: string; readonly eventKey: number; readonly site: string };

/**
 * Returns the value of a `data-vscode-context` attribute. Suppresses VS Code's Cut and Paste on what is copied as a
 * whole.
 */
export function menuContext({ section, ...about }: MenuContext): string {
  const own = section === 'copyable' ? { preventDefaultContextMenuItems: true } : {};
  return JSON.stringify({ webviewSection: section, ...about, ...own });
}
