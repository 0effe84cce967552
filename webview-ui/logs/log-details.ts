import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogDetails } from '../../src/logs/log-row-protocol.ts';
import { type Content, icon, linkButton, quiet, skeleton } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { fullTime } from './log-times.ts';
import type { LogsPage, OpenLine } from './logs-page.ts';

/** Draws a line with all that is known of it. */
export function logDetails(page: LogsPage, id: string, { details }: OpenLine): Content {
  if (details === undefined) return skeleton(2, l10n.t('Loading the line'));
  if (details === null) return quiet(l10n.t('This line was dropped to make room for newer ones.'));
  return html`
    <div class="log-whole">${details.text.map((line, index) => wholeLine(page, id, line, index))}</div>
    ${rest(page, details)}
    <dl class="log-facts">
      <div>
        <dt>${l10n.t('Time')}</dt>
        <dd>${fullTime(details.at, page.state.isUtc)}</dd>
      </div>
      ${details.facts.map((fact) => factRow(page, id, fact))}
    </dl>
    <p class="log-actions">${actions(page, details)}</p>
  `;
}

function wholeLine(page: LogsPage, id: string, { text, place }: LogDetails['text'][number], index: number): Content {
  const open = () => void page.send('openLogPlace', { id, place: place ?? 0 });
  const link = () => linkButton(text, open, l10n.t('Open this place'));
  return html`<div data-line=${index}>${place === undefined ? html`<span>${text}</span>` : link()}</div>`;
}

function rest(page: LogsPage, { id, length, text }: LogDetails): Content {
  if (length === undefined) return nothing;
  const shown = text.reduce((sum, line) => sum + line.text.length + 1, 0);
  return html`<p class="quiet">
    ${l10n.t('{0} of {1} characters.', count(shown), count(length))}
    ${linkButton(l10n.t('Show All'), () => void page.showDetails(id, true))}
  </p>`;
}

function factRow(page: LogsPage, id: string, fact: LogDetails['facts'][number]): TemplateResult {
  const { label, value, canNarrow, hasPlace } = fact;
  const narrow = (not: boolean) => () => void page.send('narrowLogs', { id, fact: fact.fact, not });
  const what = `${id} ${fact.fact}`;
  const copied = page.copied === what;
  const copy = () => void page.copy(what, 'copyLogFact', { id, fact: fact.fact });
  const open = () => void page.send('openLogPlace', { id, place: 'function' });
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${hasPlace ? linkButton(value, open, l10n.t('Open its code')) : html`<span class="log-value">${value}</span>`}
      <span class="log-fact-actions">
        ${canNarrow ? small('add', l10n.t('Only this'), label, narrow(false)) : nothing}
        ${canNarrow ? small('remove', l10n.t('Not this'), label, narrow(true)) : nothing}
        ${small(copied ? 'check' : 'copy', copied ? l10n.t('Copied') : l10n.t('Copy'), label, copy)}
      </span>
    </dd>
  </div>`;
}

/** A small button with an icon; `about` says to screen readers which fact it is of. */
function small(name: string, word: string, about: string, click: () => void): TemplateResult {
  const label = l10n.t('{0}: {1}', about, word);
  return html`<button type="button" class="log-small" title=${word} aria-label=${label} @click=${click}>
    ${icon(name)}
  </button>`;
}

function actions(page: LogsPage, { id, hasInvocation, hasTrace }: LogDetails): Content[] {
  const context = (of: 'around' | 'invocation' | 'trace') => () => void page.send('showLogContext', { id, of });
  const text = (not: boolean, { currentTarget }: Event) => {
    const selected = selectedIn(currentTarget);
    void page.send('narrowLogsToText', { id, not, ...(selected !== undefined && { selected }) });
  };
  const copy = (as: 'text' | 'markdown') => () => void page.copy(`${id} ${as}`, 'copyLogs', { id, as });
  const nameOf = (as: string, name: string) => (page.copied === `${id} ${as}` ? l10n.t('Copied') : name);
  return [
    linkButton(l10n.t('Lines Around This'), context('around')),
    hasInvocation ? linkButton(l10n.t('This Invocation'), context('invocation')) : nothing,
    hasTrace ? linkButton(l10n.t('This Trace'), context('trace')) : nothing,
    textButton(l10n.t('Only This Text'), (event) => text(false, event)),
    textButton(l10n.t('Not This Text'), (event) => text(true, event)),
    linkButton(nameOf('text', l10n.t('Copy as Text')), copy('text')),
    linkButton(nameOf('markdown', l10n.t('Copy as Markdown')), copy('markdown')),
  ];
}

/** A button that acts on what is selected in a line, and so leaves it selected. */
function textButton(label: string, click: (event: Event) => void): TemplateResult {
  return html`<button
    type="button"
    class="link"
    title=${l10n.t('The text that is selected here, or what is typical of the line')}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${click}
  >
    ${label}
  </button>`;
}

/** The first line of what is selected in the details that a button belongs to. */
function selectedIn(button: EventTarget | null): string | undefined {
  const selection = window.getSelection();
  const details = button instanceof Element ? button.closest('.log-details') : null;
  if (selection === null || details?.contains(selection.anchorNode) !== true) return undefined;
  const [first = ''] = selection.toString().trim().split('\n', 1);
  return first === '' ? undefined : first.slice(0, 1000);
}
