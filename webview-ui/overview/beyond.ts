import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EnvironmentView } from '../../src/app-panel/protocol.ts';
import type { Page } from '../shell/page.ts';
import { card } from '../components/card.ts';
import { facts, icon, linkButton, moment, type Content, quiet } from '../components/parts.ts';
import { consequenceList } from './consequences.ts';
import { inline } from '../components/section.ts';

/** What the developer console does not show: whether all is deployed, where data goes, and the manifest here. */
export function beyondCards(page: Page): TemplateResult[] {
  return [deployments(page), manifest(page), data(page)];
}

function deployments(page: Page): TemplateResult {
  return card(page, 'deployments', 'rocket', {
    name: 'environments',
    title: l10n.t('Deployments'),
    section: page.state.environments,
    lines: 4,
    body: (list) =>
      list.length === 0
        ? html`<p>${l10n.t('The app has no environments, so there is nothing to deploy to.')}</p>`
        : html`
            ${facts(list.map((environment) => ({ label: environment.key, value: deployment(page, environment) })))}
            <h3>${l10n.t('Waiting to be deployed')}</h3>
            ${inline(page.state.permissions, (value) =>
              value.manifest === undefined
                ? html`<p class="quiet">${l10n.t('Without the manifest in this workspace this can’t be told.')}</p>`
                : value.consequences.length === 0
                  ? html`<p>${l10n.t('Nothing: each environment has the permissions of the manifest.')}</p>`
                  : consequenceList(value.consequences),
            )}
          `,
  });
}

function deployment(page: Page, { latest }: EnvironmentView): Content {
  if (latest === undefined) return quiet(l10n.t('nothing deployed'));
  return html`${latest.version}
    ${latest.isLatest ? html`<span class="good">${icon('check')}${l10n.t('newest')}</span>` : html`<span class="attention">${icon('warning')}${l10n.t('not the newest')}</span>`}
    <span class="quiet">· ${moment(page, latest.deployedAt)}</span>`;
}

function manifest(page: Page): TemplateResult {
  return card(page, 'manifest', 'file-code', {
    name: 'environments',
    title: l10n.t('Manifest in this workspace'),
    section: page.state.permissions,
    lines: 3,
    body: ({ manifests, manifest: chosen }) => {
      const file = manifests[chosen ?? 0];
      if (file === undefined)
        return html`<p>
          ${l10n.t('No manifest in this workspace belongs to this app. Open the folder with its manifest.yml to compare it with what is deployed, and to see the names that users see.')}
        </p>`;
      return html`${facts([
          { label: l10n.t('File'), value: html`<span class="path">${file.path}</span>` },
          {
            label: l10n.t('Problems'),
            value:
              file.problems === 0
                ? l10n.t('none')
                : html`<span class="attention">${icon('warning')}${file.problems}</span>`,
          },
          ...(manifests.length > 1
            ? [
                {
                  label: l10n.t('Others'),
                  value: manifests
                    .filter((other) => other !== file)
                    .map(({ path }) => html`<span class="path">${path}</span> `),
                },
              ]
            : []),
        ])}
        <p class="card-foot">
          <vscode-button appearance="secondary" @click=${() => void page.send('openManifest', {})}
            >${icon('go-to-file', 'start')}${l10n.t('Open Manifest')}</vscode-button
          >
        </p>`;
    },
  });
}

interface Shared {
  readonly what: string;
  readonly kind: string | undefined;
  readonly environments: string[];
}

/** The same thing of several environments in one line. */
function gather(entries: readonly { what: string; kind?: string; environment: string }[]): Shared[] {
  const found = new Map<string, Shared>();
  for (const { what, kind, environment } of entries) {
    const key = `${what}\n${kind ?? ''}`;
    const known = found.get(key) ?? { what, kind, environments: [] };
    if (!known.environments.includes(environment)) known.environments.push(environment);
    found.set(key, known);
  }
  return [...found.values()];
}

function data(page: Page): TemplateResult {
  return card(page, 'data', 'database', {
    name: 'environments',
    title: l10n.t('Where data is kept and sent'),
    section: page.state.environments,
    lines: 4,
    body: (list) => {
      const storage = gather(
        list.flatMap(({ key, latest }) =>
          (latest?.storage?.locations ?? []).map((what) => ({ what, environment: key })),
        ),
      );
      const classes = new Set(list.flatMap(({ latest }) => latest?.storage?.classifications ?? []));
      const egress = gather(
        list.flatMap(({ key, latest }) =>
          (latest?.egress ?? []).map(({ address, kind }) => ({ what: address, kind, environment: key })),
        ),
      );
      return html`<h3>${l10n.t('Hosted storage')}</h3>
        ${storage.length === 0 ? html`<p class="quiet">${l10n.t('No deployed version keeps data in hosted storage.')}</p>` : places(storage, list.length)}
        ${classes.size === 0 ? nothing : html`<p class="hint">${[...classes].join(', ')}</p>`}
        <h3>${l10n.t('Egress addresses')}</h3>
        ${egress.length === 0 ? html`<p class="quiet">${l10n.t('No deployed version may send data outside Atlassian.')}</p>` : places(egress, list.length)}
        <p class="card-foot">${linkButton(l10n.t('Compare with the manifest'), () => page.showTab('permissions'))}</p>`;
    },
  });
}

function places(list: readonly Shared[], environments: number): TemplateResult {
  return html`<ul class="places">
    ${list.map(
      (place) =>
        html`<li>
          <code>${place.what}</code>
          <span class="quiet"
            >${place.kind === undefined ? nothing : html`${place.kind} · `}${place.environments.length === environments && environments > 1 ? l10n.t('all environments') : place.environments.join(', ')}</span
          >
        </li>`,
    )}
  </ul>`;
}
