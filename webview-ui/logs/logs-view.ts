import { html, type TemplateResult } from 'lit';
import { logTable, toEnd } from './log-table.ts';
import { logTimeline } from './log-timeline.ts';
import type { LogsPage } from './logs-page.ts';
import { failedAbove, insteadOfLines, logsNotice, logsStatus } from './logs-status.ts';
import { filterProblem, logsToolbar } from './logs-toolbar.ts';

/** Draws an app's logs; `showsApp` where the app can be chosen. */
export function logsView(page: LogsPage, { showsApp }: { readonly showsApp: boolean }): TemplateResult {
  const { phase } = page.state;
  if (phase === 'signedOut' || phase === 'noApp')
    return html`<div class="logs">${logsNotice(page)} ${insteadOfLines(page)}</div>`;
  const instead = insteadOfLines(page);
  return html`<div class="logs">
    ${logsToolbar(page, showsApp)} ${filterProblem(page)} ${logsNotice(page)} ${failedAbove(page)} ${logTimeline(page)}
    ${instead === undefined ? html`${logTable(page)} ${toEnd(page)}` : html`<div class="log-instead">${instead}</div>`}
    ${logsStatus(page)}
  </div>`;
}
