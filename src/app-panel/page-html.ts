import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { textLanguage } from '../vscode/text.ts';
import type { PanelMemory, Reply } from './protocol.ts';

/**
 * Longest initial state that is embedded in the page, in characters. A longer one is sent as a message, so that it does
 * not delay the first drawing.
 */
const mostCharacters = 200_000;

/** The page's script, and its styles with the icon font; read when the first panel opens. */
let files: { readonly script: string; readonly style: string } | undefined;

/**
 * Returns the HTML of an app panel with script and styles inline: VS Code requests each external file of a webview
 * separately, and shows nothing before all have arrived. `known`, the state when the panel opens, is embedded as a data
 * block, so that the page can draw without asking for it; VS Code may show the same HTML again later, and then the page
 * asks. The content security policy allows only script and styles with this page's nonce, and nothing from the network.
 */
export function pageHtml(extensionUri: vscode.Uri, { account, app, tab }: PanelMemory, known?: Reply<'ready'>): string {
  const nonce = randomBytes(18).toString('base64');
  const read = (name: string) => readFileSync(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath, 'utf8');
  files ??= { script: read('panel.js'), style: read('panel.css') };
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(textLanguage())}">
  <head>
    <meta charset="utf-8">
    <title>${attribute(known?.state.header.name ?? app)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <style nonce="${nonce}">${files.style}</style>
  </head>
  <body>
    <main id="panel" data-account="${attribute(account)}" data-app="${attribute(app)}" data-tab="${tab}"></main>
    ${known === undefined ? '' : dataBlock(JSON.stringify(known))}
    <script type="module" nonce="${nonce}">${files.script}</script>
  </body>
</html>
`;
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
