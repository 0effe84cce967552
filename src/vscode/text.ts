import * as vscode from 'vscode';
import { exactTime as exactText, relativeTime as relativeText } from '../core/time-text.ts';

/**
 * Makes text from elsewhere (app names, site names, answers of a gateway) safe where VS Code reads markup: links in
 * notifications and `$(icon)` in quick picks are not recognised, and line breaks and control characters become spaces.
 * The visible text stays the same; the only additions are invisible joiners.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('](', ']\u2060(')
    .replaceAll('$(', '$\u2060(');
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

/** "3 days ago", in the editor's language. */
export function relativeTime(date: Date, now = new Date()): string {
  return relativeText(date.getTime(), now.getTime(), vscode.env.language, vscode.l10n.t('just now'));
}

/** The exact time in UTC: `2026-03-12 09:41:07 UTC`. */
export function exactTime(date: Date): string {
  return exactText(date.getTime());
}

// Creating a format takes much longer than using it.
let plainNumber: Intl.NumberFormat | undefined;

/** A number in the format of the editor's language. */
export function count(value: number): string {
  return (plainNumber ??= new Intl.NumberFormat(vscode.env.language)).format(value);
}
