import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import type { LogLine } from '../../core/log-line.ts';
import { count } from '../../vscode/text.ts';
import { lineAsText } from '../model/copy-lines.ts';
import { textLines } from './log-row-views.ts';
import type { ShownLogs } from './shown-logs.ts';

const scheme = 'forge-console-logs';

/** Longest text of a line in a document, in characters; more would make the editor slow. */
const longestLine = 20_000;

/** Longest document, in characters: VS Code opens none of more than 50 MB for an extension. */
const longestText = 40_000_000;

/** A part of a document: an invocation, or lines without one. Lines count from 0; the end is included. */
export interface TextPart {
  readonly name: string;
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

/** Lines as a document, by invocation in the order in which these began. */
export interface LogText {
  readonly text: string;
  readonly parts: readonly TextPart[];
}

/**
 * Writes lines, given in the order of time, below their invocations. Hostile characters are spelled out. Of more than fit
 * into `most` characters the oldest are left out, which the document says.
 */
export function logText(lines: readonly LogLine[], keys: ReadonlyMap<string, string>, most = longestText): LogText {
  const shown = newestWithin(lines, most);
  const written = shown.length < lines.length ? [leftOutText(lines.length - shown.length)] : [];
  const parts: TextPart[] = [];
  for (const [invocation, group] of Map.groupBy(shown, ({ line }) => line.invocation ?? line)) {
    const [first] = group.map(({ line }) => line);
    if (first === undefined) continue;
    const text = group.flatMap((one) => one.text.split('\n'));
    if (typeof invocation === 'string') {
      const { functionKey, environmentId, site } = first.origin;
      const name = [functionKey, keys.get(environmentId), site].filter((part) => part !== undefined).join(' · ');
      const head = textLines(`${vscode.l10n.t('Invocation {0}', invocation)} ${name}`.trim(), 300).replaceAll(
        '\n',
        ' ',
      );
      text.unshift(head);
      parts.push({
        name: textLines(name === '' ? invocation : name, 100),
        detail: new Date(first.at).toISOString(),
        start: written.length,
        end: written.length + text.length - 1,
      });
    }
    // There may be more than a call takes arguments.
    for (const line of text) written.push(line);
  }
  return { text: `${written.join('\n')}\n`, parts };
}

/** The newest lines with their texts, at least one, that fit into `most` characters together. */
function newestWithin(lines: readonly LogLine[], most: number): { readonly line: LogLine; readonly text: string }[] {
  const fitting: { line: LogLine; text: string }[] = [];
  let characters = 0;
  for (const line of lines.toReversed()) {
    const text = textLines(lineAsText(line), longestLine);
    characters += text.length;
    if (characters > most && fitting.length > 0) break;
    fitting.push({ line, text });
  }
  return fitting.reverse();
}

function leftOutText(number: number): string {
  return number === 1
    ? vscode.l10n.t('The oldest line isn’t here: all of them are more than a document holds.')
    : vscode.l10n.t('The oldest {0} lines aren’t here: all of them are more than a document holds.', count(number));
}

/** Documents with the lines that a page shows, for those who search as they do in files. */
export interface LogTexts extends Disposable {
  /** Opens the lines that are found; a second time for the same app, the document is written anew. */
  open(shown: ShownLogs): Promise<void>;
}

/** Registers the documents, with folding and an outline by invocation. A document is dropped when it is closed. */
export function createLogTexts(): LogTexts {
  const texts = new Map<string, LogText>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const selector = { scheme };
  const partsOf = ({ uri }: vscode.TextDocument) => texts.get(uri.toString())?.parts ?? [];
  const registered: Disposable[] = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) =>
        texts.get(uri.toString())?.text ?? vscode.l10n.t('These lines are gone. Open them again from Forge Logs.'),
    }),
    vscode.languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: (document) =>
        partsOf(document).map(({ start, end }) => new vscode.FoldingRange(start, end)),
    }),
    vscode.languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: (document) => partsOf(document).map((part) => symbolOf(document, part)),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  ];
  return {
    async open({ app, session }) {
      if (app === undefined || session === undefined) return;
      const name = vscode.l10n.t('Logs of {0}', app.name).replace(/[\p{Cc}\p{Cf}\\/?#]+/gu, '-');
      const uri = vscode.Uri.from({ scheme, path: `/${app.id.slice(-12)}/${name}.log` });
      texts.set(uri.toString(), logText(session.view.lines, session.environmentKeys));
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
    dispose() {
      for (const one of registered) one.dispose();
    },
  };
}

function symbolOf(document: vscode.TextDocument, { name, detail, start, end }: TextPart): vscode.DocumentSymbol {
  const head = document.lineAt(Math.min(start, document.lineCount - 1)).range;
  const last = document.lineAt(Math.min(end, document.lineCount - 1)).range;
  return new vscode.DocumentSymbol(name, detail, vscode.SymbolKind.Event, new vscode.Range(head.start, last.end), head);
}
