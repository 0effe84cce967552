import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { PanelMemory, Reply } from './protocol.ts';

/** What is known may be this long to come with the page; more comes as a message, which keeps nobody from drawing. */
const mostCharacters = 200_000;

/** The page's script and its styles with the icon font, read with the first panel. */
let files: { readonly script: string; readonly style: string } | undefined;

/**
 * The page of an app panel, with all that it needs: each file that a webview loads takes a way of its own through VS
 * Code, which shows nothing before the last of them is there. What is known when it opens may come with it, as data
 * that no browser runs, so that it need not ask before it draws; VS Code shows the same page again later, which then
 * asks. Script and styles count by a nonce of this page, and nothing is loaded from anywhere.
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
<html lang="${attribute(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
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

/** JSON within HTML: without the signs that could end the element or begin another. */
function dataBlock(json: string): string {
  return json.length > mostCharacters
    ? ''
    : `<script type="application/json" id="known">${json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')}</script>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
