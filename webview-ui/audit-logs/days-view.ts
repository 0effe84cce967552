import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { auditPresets } from '../../src/audit-logs/audit-logs-protocol.ts';
import type { ShownEvents } from './shown-events.ts';
import { daysProblem, type DaysProblem, type TypedDays } from './typed-days.ts';
import type { Page } from '../shell/page.ts';
import { fieldValue } from '../components/fields.ts';
import { type Content, icon } from '../components/parts.ts';
import { button, select } from '../components/toolkit.ts';

type Choice = (typeof auditPresets)[number] | 'all' | 'typed';

function choiceName(choice: Choice): string {
  const names: Record<Choice, string> = {
    days30: l10n.t('Last 30 days'),
    days90: l10n.t('Last 90 days'),
    months12: l10n.t('Last 12 months'),
    years2: l10n.t('Last two years'),
    all: l10n.t('All that is archived'),
    typed: l10n.t('From – to…'),
  };
  return names[choice];
}

/** Draws the choice of days, and the actions on the audit logs as a whole. */
export function auditDays(page: Page, { sources }: ShownEvents): TemplateResult {
  const { days } = page.memory.audit;
  const { earliest, keptSince } = page.state.auditLogs;
  const chosen: Choice = page.view.typedDays || 'from' in days ? 'typed' : days.preset;
  // The archive has no limit; Atlassian keeps two years.
  const choices: Choice[] = [
    ...auditPresets,
    ...(earliest < keptSince || chosen === 'all' ? ['all' as const] : []),
    'typed',
  ];
  const change = (value: string): void => {
    const choice = choices.find((known) => known === value);
    if (choice === undefined || choice === chosen) return;
    if (choice === 'typed') page.show({ typedDays: { from: page.state.auditLogs.from, to: page.state.auditLogs.to } });
    else {
      page.show({ typedDays: undefined });
      page.showAuditDays({ preset: choice });
    }
  };
  const hasArchive = sources.archived > 0 || page.state.auditLogs.archive !== undefined;
  return html`<div class="toolbar">
    ${select({
      className: 'days',
      label: l10n.t('Days'),
      title: l10n.t('Which days are shown, in UTC'),
      value: chosen,
      choices: choices.map((choice) => ({ value: choice, label: choiceName(choice) })),
      change,
    })}
    ${chosen === 'typed' ? typedDays(page) : nothing}
    <span class="toolbar-end">
      ${button({
        label: l10n.t('Save Audit Logs…'),
        title: l10n.t('Saves the audit logs of days that you choose, as Atlassian has them now'),
        disabled: page.isBusy('auditCommand'),
        click: () => void page.send('auditCommand', { command: 'saveAuditLogs' }),
      })}
      ${button({
        icon: 'archive',
        label: hasArchive ? l10n.t('Update Archive') : l10n.t('Archive Audit Logs'),
        title: l10n.t('Keeps all audit events in the workspace, before Atlassian erases them'),
        disabled: page.isBusy('auditCommand'),
        click: () => void page.send('auditCommand', { command: 'archiveAuditLogs' }),
      })}
    </span>
  </div>`;
}

function typedDays(page: Page): TemplateResult {
  const { auditLogs } = page.state;
  const typed: TypedDays = page.view.typedDays ?? { from: auditLogs.from, to: auditLogs.to };
  const problem = daysProblem(typed, auditLogs);
  const change = (changed: Partial<TypedDays>): void => {
    const days = { ...typed, ...changed };
    page.show({ typedDays: days });
    if (daysProblem(days, auditLogs) === undefined) page.showAuditDays(days);
  };
  const field = (label: string, value: string, typeDay: (value: string) => Partial<TypedDays>): TemplateResult =>
    html`<label class="day"
      ><span>${label}</span
      ><input
        type="date"
        min=${auditLogs.earliest}
        max=${auditLogs.today}
        .value=${live(value)}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby=${problem === undefined ? nothing : 'audit-days-problem'}
        @change=${(event: Event) => change(typeDay(fieldValue(event)))}
    /></label>`;
  return html`${field(l10n.t('From'), typed.from, (from) => ({ from }))}
    ${field(l10n.t('To'), typed.to, (to) => ({ to }))}
    <span class="quiet">${l10n.t('UTC, both included')}</span>${problemText(problem, auditLogs)}`;
}

function problemText(
  problem: DaysProblem | undefined,
  { earliest, keptSince, today }: Page['state']['auditLogs'],
): Content {
  if (problem === undefined) return nothing;
  const texts: Record<DaysProblem, string> = {
    missing: l10n.t('Choose both days'),
    future: l10n.t('This day is in the future: today is {0} (UTC)', today),
    tooOld:
      earliest < keptSince
        ? l10n.t('The archive begins on {0}', earliest)
        : l10n.t('Atlassian keeps audit logs for two years: {0} is the earliest day', earliest),
    beforeStart: l10n.t('The last day is before the first'),
  };
  return html`<span id="audit-days-problem" class="problem" role="alert">${icon('error')}${texts[problem]}</span>`;
}
