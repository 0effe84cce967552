import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { VariablesView } from '../../src/variables/variables-protocol.ts';
import type { VariableAction } from '../../src/variables/variables-protocol.ts';
import { rule } from '../components/learn-more.ts';
import { copyable, emptyState, icon, type Content, quiet, spoken, tag } from '../components/parts.ts';
import { age, paneClass, sectionBody } from '../components/section.ts';
import { count } from '../components/page-words.ts';
import { button, checkbox, select } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { shownValue } from './variable-value.ts';

type Environment = VariablesView['environments'][number];
type Row = VariablesView['rows'][number];
type Cell = Row['cells'][number];

/** Draws the variables of all environments side by side, with what can be done in one of them. */
export function variablesTab(page: Page): TemplateResult {
  const { variables } = page.state;
  return html`<div class=${paneClass((variables.value?.rows ?? []).length > 0)}>
    ${sectionBody(page, {
      name: 'variables',
      title: l10n.t('Variables'),
      section: variables,
      lines: 8,
      body: (view) =>
        view.environments.length === 0
          ? emptyState(
              'server-environment',
              l10n.t('No environments'),
              l10n.t('Variables belong to an environment, and this app has none.'),
            )
          : sideBySide(page, view),
    })}
  </div>`;
}

function sideBySide(page: Page, view: VariablesView): Content {
  const chosen = view.environments.find(({ key }) => key === page.memory.variables.environment) ?? view.environments[0];
  if (chosen === undefined) return nothing;
  return html`${view.environments.map((environment) => waitingNote(page, environment))} ${toolbar(page, view, chosen)}
    ${view.rows.length === 0 ? noVariables() : table(page, view)}
    <div class="rules">
      ${rule(
        page,
        l10n.t(
          'A change takes effect with the next deployment of its environment. An environment has up to 50 plain variables and 10 encrypted ones, with values of up to 3 KB.',
        ),
        'environmentsAndVersions',
        l10n.t('Environments and versions'),
      )}
      <p class="rule">
        ${l10n.t(
          'The manifest’s own variables (environment.variables) are different: the Forge CLI fills them in from your shell.',
        )}
      </p>
    </div>`;
}

function noVariables(): Content {
  return emptyState(
    'symbol-variable',
    l10n.t('No variables yet'),
    l10n.t('Variables that you set here are in process.env of the app’s code after the next deployment.'),
  );
}

/** Draws that changes wait for a deployment, with the way to it. */
function waitingNote(page: Page, { key, waiting }: Environment): Content {
  if (waiting === 0) return nothing;
  const text =
    waiting === 1
      ? l10n.t('1 variable of {0} was changed since its last deployment.', key)
      : l10n.t('{0} variables of {1} were changed since its last deployment.', count(waiting), key);
  return html`<p class="note">
    ${icon('info')}<span>${text}</span>
    ${button({
      label: l10n.t('Deploy…'),
      title: l10n.t('Deploys to {0} with the Forge CLI', key),
      disabled: page.isBusy('deployForVariables'),
      click: () => void page.send('deployForVariables', { environment: key }),
    })}
  </p>`;
}

function toolbar(page: Page, { environments }: VariablesView, chosen: Environment): TemplateResult {
  const act = (action: VariableAction, label: string, sign: string, title: string): TemplateResult => {
    const obstacle = obstacleTo(action, chosen);
    return button({
      icon: sign,
      label,
      title: obstacle ?? title,
      disabled: obstacle !== undefined || page.isBusy('variableAction'),
      click: () => void page.send('variableAction', { action, environment: chosen.key }),
    });
  };
  const { key } = chosen;
  return html`<div class="toolbar variable-tools">
    ${select({
      label: l10n.t('Environment to change'),
      value: key,
      choices: environments.map((one) => ({ value: one.key, label: one.key })),
      change: (environment) => page.remember({ variables: { environment } }),
    })}
    ${act('set', l10n.t('Set…'), 'add', l10n.t('Set a variable in {0}', key))}
    ${act('import', l10n.t('Import .env…'), 'cloud-download', l10n.t('Choose what of a .env file {0} gets', key))}
    ${act('compare', l10n.t('Compare…'), 'diff', l10n.t('Compare {0} with a .env file', key))}
    ${act('copyTo', l10n.t('Copy To…'), 'files', l10n.t('Copy plain variables of {0} to another environment', key))}
    ${act('copyForTunnel', l10n.t('Copy for Tunnel'), 'copy', l10n.t('Copy as FORGE_USER_VAR_ lines for the tunnel'))}
    ${act('remove', l10n.t('Remove…'), 'trash', l10n.t('Remove variables from {0}', key))}
    <span class="toolbar-end">
      ${age(page, page.state.variables)}
      ${checkbox(l10n.t('Show values'), page.view.variableValues !== undefined, (shown) => showValues(page, shown))}
    </span>
  </div>`;
}

/** Why something can't be done in an environment. */
function obstacleTo(action: VariableAction, { key, isKnown, plain, encrypted }: Environment): string | undefined {
  if (!isKnown) return l10n.t('The variables of {0} are not shown to you', key);
  if (action === 'copyTo' && plain === 0) return l10n.t('{0} has no plain variables', key);
  const needsOne = action === 'remove' || action === 'copyForTunnel';
  return needsOne && plain + encrypted === 0 ? l10n.t('{0} has no variables', key) : undefined;
}

/** Values are asked for when they are to be shown, and forgotten with the page. */
function showValues(page: Page, isShown: boolean): void {
  if (isShown) void page.showVariableValues();
  else page.hideVariableValues();
}

function table(page: Page, { environments, rows }: VariablesView): TemplateResult {
  return html`<div
    class="scroller variables-scroller"
    data-scroll="variables"
    tabindex="0"
    role="region"
    aria-label=${l10n.t('Variables by environment')}
  >
    <table class="permissions variables" .style=${`--columns: ${environments.length}`}>
      <caption class="spoken">
        ${l10n.t('Variables by environment')}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="what">${l10n.t('Variable')}</th>
          ${environments.map(columnHead)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row" class="what"><div class="what-key">${copyable(page, row.key)}</div></th>
              ${environments.map((environment, index) => cellView(page, row, environment, row.cells[index]))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function columnHead(environment: Environment): TemplateResult {
  return html`<th scope="col" title=${environment.key}>
    <span>${environment.key}</span>${quiet(amount(environment))}
  </th>`;
}

function amount({ isKnown, plain, encrypted }: Environment): string {
  if (!isKnown) return l10n.t('not shown to you');
  const all = plain + encrypted;
  if (all === 0) return l10n.t('no variables');
  return all === 1 ? l10n.t('1 variable') : l10n.t('{0} variables', count(all));
}

function cellView(page: Page, { key }: Row, environment: Environment, cell: Cell | undefined): TemplateResult {
  if (cell === undefined || cell.state === 'unknown')
    return html`<td class="cell-none"><span class="cell">${icon('question')}${spoken(l10n.t('not known'))}</span></td>`;
  const value = shownValue(page.view, environment.id, key);
  const name = stateName(cell.state);
  return html`<td class="cell-${cell.state}">
    <button
      type="button"
      class="cell-link"
      title=${l10n.t('Set {0} in {1}', key, environment.key)}
      aria-label=${l10n.t('{0}: {1}, set it', `${key}, ${environment.key}`, name)}
      ?disabled=${page.isBusy('variableAction')}
      @click=${() => void page.send('variableAction', { action: 'set', environment: environment.key, key })}
    >
      ${icon(icons[cell.state])}<span class="variable-text ${value === undefined ? '' : 'shown'}"
        >${value ?? name}</span
      >
    </button>
    ${cell.isWaiting ? tag(l10n.t('not deployed yet'), l10n.t('Changed since the last deployment')) : nothing}
  </td>`;
}

const icons: Record<Exclude<Cell['state'], 'unknown'>, string> = {
  value: 'symbol-string',
  encrypted: 'lock',
  missing: 'dash',
};

function stateName(state: Exclude<Cell['state'], 'unknown'>): string {
  const names = { value: l10n.t('set'), encrypted: l10n.t('encrypted'), missing: l10n.t('missing') };
  return names[state];
}
