import * as vscode from 'vscode';
import { exactTime as exactText, relativeTime as relativeText } from '../core/time-text.ts';

/**
 * Text from elsewhere (app names, site names, answers of a gateway) made safe for the places where VS Code reads
 * markup: links in notifications and `$(icon)` in quick picks lose their meaning, line breaks and control characters
 * become spaces. What a person sees stays the same but for an invisible joiner.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('](', ']\u2060(')
    .replaceAll('$(', '$\u2060(');
}

/**
 * Markdown that shows a text as it is, on one line that may wrap. (MarkdownString.appendText lets HTML entities and
 * addresses be read as markup, and makes spaces such that lines break inside words.)
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** "3 days ago" in the language of the editor. */
export function relativeTime(date: Date, now = new Date()): string {
  return relativeText(date.getTime(), now.getTime(), vscode.env.language, vscode.l10n.t('just now'));
}

/** The exact time, in UTC: `2026-03-12 09:41:07 UTC`. */
export function exactTime(date: Date): string {
  return exactText(date.getTime());
}

// Making a format takes much longer than using it.
let plainNumber: Intl.NumberFormat | undefined;

/** A count in the language of the editor. */
export function count(value: number): string {
  return (plainNumber ??= new Intl.NumberFormat(vscode.env.language)).format(value);
}
