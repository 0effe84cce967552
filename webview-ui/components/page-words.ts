import * as l10n from '@vscode/l10n';
import type { Tab } from '../../src/app-panel/protocol.ts';

/** Returns the editor's language, for numbers and times. */
export function language(): string | undefined {
  return document.documentElement.lang === '' ? undefined : document.documentElement.lang;
}

let numbers: Intl.NumberFormat | undefined;

/** Formats a number in the editor's language. */
export function count(value: number): string {
  numbers ??= new Intl.NumberFormat(language());
  return numbers.format(value);
}

/** Returns the name of a tab. */
export function tabName(tab: Tab): string {
  const names: Record<Tab, string> = {
    overview: l10n.t('Overview'),
    environments: l10n.t('Environments'),
    variables: l10n.t('Variables'),
    deployments: l10n.t('Deployments'),
    permissions: l10n.t('Permissions'),
    installations: l10n.t('Installations'),
    contributors: l10n.t('Contributors'),
    logs: l10n.t('Logs'),
    auditLogs: l10n.t('Audit logs'),
  };
  return names[tab];
}

/** Returns a number of installations in words. */
export function installationCount(value: number): string {
  return value === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count(value));
}

/** Returns a number of audit events in words. */
export function eventCount(value: number): string {
  return value === 1 ? l10n.t('1 event') : l10n.t('{0} events', count(value));
}

/**
 * Formats a UTC day in the editor's language, such as "3 Nov 2026"; for epoch milliseconds, the UTC day they fall on.
 */
export function dayName(at: number | string): string {
  const date = new Date(at);
  days ??= new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return Number.isNaN(date.getTime()) ? String(at) : days.format(date);
}

let days: Intl.DateTimeFormat | undefined;

/** Returns a number of scopes in words. */
export function scopeCount(value: number): string {
  return value === 1 ? l10n.t('1 scope') : l10n.t('{0} scopes', count(value));
}
