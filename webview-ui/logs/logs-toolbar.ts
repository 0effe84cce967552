import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogMenu } from '../../src/logs/log-protocol.ts';
import { type Content, icon } from '../components/parts.ts';
import { filterField, iconButton, select } from '../components/toolkit.ts';
import type { LogsPage } from './logs-page.ts';

/** Draws what is looked at, the filter, and how the lines are shown. */
export function logsToolbar(page: LogsPage, showsApp: boolean): TemplateResult {
  const { state } = page;
  return html`<div class="toolbar log-toolbar" role="group" aria-label=${l10n.t('What is shown')}>
    ${showsApp ? appButton(page) : nothing} ${lineFilter(page)} ${state.menus.map((menu) => menuSelect(page, menu))}
    <span class="toolbar-end">
      ${toggle(page, 'shows', state.shows === 'errors', {
        label: l10n.t('Group similar errors'),
        symbol: 'error',
        word: l10n.t('Errors'),
      })}
      ${toggle(page, 'isGrouped', state.isGrouped, { label: l10n.t('Group by invocation'), symbol: 'list-tree' })}
      ${toggle(page, 'isWrapped', state.isWrapped, { label: l10n.t('Wrap lines'), symbol: 'word-wrap' })}
      ${toggle(page, 'isUtc', state.isUtc, { label: l10n.t('Times in UTC'), symbol: 'globe', word: 'UTC' })}
      ${command(page, 'clear', 'clear-all', l10n.t('Clear'))}
      ${command(page, 'openAsText', 'open-preview', l10n.t('Open as Text'))}
      ${command(page, 'save', 'save', l10n.t('Save Logs…'))}
      ${command(page, 'chooseFilter', 'bookmark', l10n.t('Saved Filters…'))}
      ${
        showsApp
          ? command(page, 'pin', 'pin', l10n.t('Pin: open these logs in an editor tab'))
          : command(page, 'pin', 'layout-panel', l10n.t('Open in Forge Logs'))
      }
    </span>
  </div>`;
}

function appButton(page: LogsPage): TemplateResult {
  const { app = l10n.t('Choose App…'), account } = page.state;
  return html`<button
    type="button"
    class="log-app"
    title=${account === undefined ? app : l10n.t('{0}, with the account {1}. Select to choose another app.', app, account)}
    @click=${() => page.run('chooseApp')}
  >
    ${icon('flame')}<span>${app}</span>${icon('chevron-down')}
  </button>`;
}

function lineFilter(page: LogsPage): TemplateResult {
  const { state, typed } = page;
  return html`${filterField({
    className: 'log-filter',
    label: l10n.t('Filter log lines'),
    placeholder: l10n.t('Filter: text, /expression/, level:error, -site:…'),
    title: l10n.t(
      'For example: level:error,warn function:resolver -site:acme.atlassian.net last:24h “can’t save” /E\\d+/',
    ),
    describedBy: state.filterProblem === undefined ? undefined : 'log-filter-problem',
    value: typed ?? state.filter,
    input: (value) => page.filterBy(value),
  })}
  ${
    state.filter === ''
      ? nothing
      : iconButton({ icon: 'close', label: l10n.t('Clear Filter'), click: () => page.run('clearFilter') })
  }`;
}

/** Draws why a part of the filter is left out. */
export function filterProblem({ state: { filterProblem: problem } }: LogsPage): Content {
  if (problem === undefined) return nothing;
  return html`<p class="log-problem" id="log-filter-problem" role="status">${icon('warning')}${problem}</p>`;
}

function menuSelect(page: LogsPage, { name, label, value, choices }: LogMenu): TemplateResult {
  return select({
    label,
    value,
    choices,
    className: `log-menu-${name}`,
    change: (chosen) =>
      choose(
        page,
        name,
        choices.find((choice) => choice.value === chosen),
      ),
  });
}

function choose(page: LogsPage, menu: LogMenu['name'], choice: LogMenu['choices'][number] | undefined): void {
  if (choice?.command !== undefined) page.run(choice.command);
  else if (choice !== undefined) void page.send('chooseInLogMenu', { menu, value: choice.value });
}

type Toggle = 'shows' | 'isGrouped' | 'isWrapped' | 'isUtc';

/** How a toggle looks: its icon, and a word beside it where that alone doesn't say enough. */
interface ToggleLook {
  readonly label: string;
  readonly symbol: string;
  readonly word?: string;
}

function toggle(page: LogsPage, name: Toggle, isOn: boolean, { label, symbol, word = '' }: ToggleLook): TemplateResult {
  const change = name === 'shows' ? { shows: isOn ? ('lines' as const) : ('errors' as const) } : { [name]: !isOn };
  return html`<button
    type="button"
    class="log-toggle"
    aria-pressed=${String(isOn)}
    aria-label=${label}
    title=${label}
    @click=${() => void page.send('arrangeLogs', change)}
  >
    ${icon(symbol)}${word}
  </button>`;
}

function command(page: LogsPage, name: Parameters<LogsPage['run']>[0], symbol: string, label: string): TemplateResult {
  return iconButton({ icon: symbol, label, click: () => page.run(name) });
}
