import * as vscode from 'vscode';
import { exactTime as exactText, languageOfTexts, relativeTime as relativeText } from '../core/time-text.ts';
import { spelledOutLine } from './shown-text.ts';

/**
 * Makes text from elsewhere (app names, site names, answers of a gateway) safe in titles, input boxes, quick picks and
 * messages: on one line, with invisible characters and direction marks spelled out, and without links and `$(icon)`,
 * which VS Code would recognise there. An invisible joiner in their middle is all that this adds. May be applied twice.
 */
export function plain(text: string): string {
  const bare = text.replaceAll(']\u2060(', '](').replaceAll('$\u2060(', '$(');
  return spelledOutLine(bare).replaceAll('](', ']\u2060(').replaceAll('$(', '$\u2060(');
}

/**
 * Markdown that shows a text literally, on one line that may wrap. (MarkdownString.appendText lets HTML entities and
 * addresses be read as markup, and makes spaces such that lines break inside words.)
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** The language of the texts that people see, for times and numbers inside them. */
export function textLanguage(): string {
  return languageOfTexts(vscode.env.language, vscode.l10n.bundle !== undefined);
}

/** "3 days ago", in the language of the texts. */
export function relativeTime(date: Date, now = new Date()): string {
  return relativeText(date.getTime(), now.getTime(), textLanguage(), vscode.l10n.t('just now'));
}

/** The exact time in UTC: `2026-03-12 09:41:07 UTC`. */
export function exactTime(date: Date): string {
  return exactText(date.getTime());
}

// Creating a format takes much longer than using it.
let plainNumber: Intl.NumberFormat | undefined;

/** A number in the format of the language of the texts. */
export function count(value: number): string {
  return (plainNumber ??= new Intl.NumberFormat(textLanguage())).format(value);
}
