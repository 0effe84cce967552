import * as vscode from 'vscode';
import type { CommandLink } from '../../contributions.ts';
import { escapeMarkdown } from '../../vscode/text.ts';

/** A command that a link in a hover may run, with arguments that this extension created. */
export interface HoverLink extends CommandLink {
  readonly label: string;
}

/**
 * A hover in which no text from elsewhere is read as markup: callers pass constants and text escaped by
 * `escapeHoverText`. Links in it don't work, and neither do commands.
 */
export function plainHover(lines: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(lines.join('\n\n'), true);
  text.isTrusted = false;
  return text;
}

/**
 * The links below a hover: the only part that may run commands, and only these. Labels are texts of this
 * extension; arguments are encoded so that nothing in them ends the link.
 */
export function linksHover(links: readonly HoverLink[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(
    links
      .map(({ label, command, arguments: args }) => `[${escapeHoverText(label)}](command:${command}?${encoded(args)})`)
      .join(' &nbsp;·&nbsp; '),
    true,
  );
  text.isTrusted = { enabledCommands: [...new Set(links.map(({ command }) => command))] };
  return text;
}

function encoded(args: readonly (string | undefined)[]): string {
  return encodeURIComponent(JSON.stringify(args)).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Markdown that shows a text literally in a hover, where `$(name)` would otherwise become an icon. */
export function escapeHoverText(text: string): string {
  return escapeMarkdown(withoutIcons(text));
}

/** The text with invisible joiners in icon syntax: VS Code looks for icons in the rendered text, even in code. */
const withoutIcons = (text: string) => text.replaceAll('$(', '$\u2060(');

/** A text as inline code, shown literally. */
export function code(text: string): string {
  const line = withoutIcons(text.replace(/[\s\p{C}]+/gu, ' ').trim());
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(({ 0: run }) => run.length)) + 1);
  return line === '' ? '' : `${fence}${/^`|`$/.test(line) ? ` ${line} ` : line}${fence}`;
}
