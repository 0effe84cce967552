import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { textLanguage } from './text.ts';

/**
 * Longest initial state that is embedded in the page, in characters. A longer one is sent as a message, so that it does
 * not delay the first drawing.
 */
const mostCharacters = 200_000;

interface PageFiles {
  readonly script: string;
  readonly style: string;
}

/** The script of all pages, and their styles with the icon font; read when the first page opens. */
let files: PageFiles | undefined;

export interface WebviewPage {
  readonly extensionUri: vscode.Uri;
  readonly title: string;
  /** The page's main element: its id, by which the script knows the page, and its `data-` attributes. */
  readonly root: { readonly id: string; readonly data: Readonly<Record<string, string>> };
  /** What the page can draw without asking for it. */
  readonly known?: unknown;
}

/**
 * Returns the HTML of a page with script and styles inline: VS Code requests each external file of a webview
 * separately, and shows nothing before all have arrived. `known`, the state when the page opens, is embedded as a data
 * block, so that the page can draw without asking for it; VS Code may show the same HTML again later, and then the page
 * asks. The content security policy allows only script and styles with this page's nonce, and nothing from the network.
 */
export function webviewHtml({ extensionUri, title, root, known }: WebviewPage): string {
  const nonce = randomBytes(18).toString('base64');
  const { script, style } = pageFiles(extensionUri);
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src data:`,
  ].join('; ');
  const data = Object.entries(root.data).map(([name, value]) => ` data-${name}="${attribute(value)}"`);
  return `<!DOCTYPE html>
<html lang="${attribute(textLanguage())}">
  <head>
    <meta charset="utf-8">
    <title>${attribute(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <style nonce="${nonce}">${style}</style>
  </head>
  <body>
    <main id="${root.id}"${data.join('')}></main>
    ${known === undefined ? '' : dataBlock(JSON.stringify(known))}
    <script type="module" nonce="${nonce}">${script}</script>
  </body>
</html>
`;
}

function pageFiles(extensionUri: vscode.Uri): PageFiles {
  const read = (name: string) => readFileSync(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath, 'utf8');
  return (files ??= { script: read('panel.js'), style: read('panel.css') });
}

/** JSON escaped for HTML: no character in it can end the element or begin another. */
function dataBlock(json: string): string {
  return json.length > mostCharacters
    ? ''
    : `<script type="application/json" id="known">${json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')}</script>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
