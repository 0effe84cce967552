import * as vscode from 'vscode';

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

// Making a format takes fifty times as long as using it, and a long list uses one for each row.
let relative: Intl.RelativeTimeFormat | undefined;
let plainNumber: Intl.NumberFormat | undefined;

/** "3 days ago" in the language of the editor. */
export function relativeTime(date: Date, now = new Date()): string {
  const format = (relative ??= new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' }));
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return vscode.l10n.t('just now');
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 26 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  if (size < 320 * 86_400) return format.format(Math.round(seconds / (30.44 * 86_400)), 'month');
  return format.format(Math.round(seconds / (365.25 * 86_400)), 'year');
}

/** The exact time, in UTC: `2026-03-12 09:41:07 UTC`. */
export function exactTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A count in the language of the editor. */
export function count(value: number): string {
  return (plainNumber ??= new Intl.NumberFormat(vscode.env.language)).format(value);
}
