import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EnvironmentView } from '../../src/environments/environments-protocol.ts';
import { card } from '../components/card.ts';
import { type Content, linkButton } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

/** Draws the card with where the app stores data and where it may send it. */
export function dataLocationsCard(page: Page): TemplateResult {
  return card(page, 'data', 'database', {
    name: 'environments',
    title: l10n.t('Where data is stored and sent'),
    section: page.state.environments,
    lines: 4,
    body: (list) =>
      html`<h3>${l10n.t('Hosted storage')}</h3>
        ${storage(list)}
        <h3>${l10n.t('Egress addresses')}</h3>
        ${egress(list)}
        <p class="card-foot">${linkButton(l10n.t('Compare with the manifest'), () => page.showTab('permissions'))}</p>`,
  });
}

function storage(list: readonly EnvironmentView[]): Content {
  const locations = list.flatMap(({ key, latest }) =>
    (latest?.storage?.locations ?? []).map((what) => ({ what, environment: key })),
  );
  const classes = new Set(list.flatMap(({ latest }) => latest?.storage?.classifications ?? []));
  const none = html`<p class="quiet">${l10n.t('No deployed version stores data in Forge’s hosted storage.')}</p>`;
  return html`${locations.length === 0 ? none : places(gather(locations), list.length)}
  ${classes.size === 0 ? nothing : html`<p class="hint">${[...classes].join(', ')}</p>`}`;
}

function egress(list: readonly EnvironmentView[]): Content {
  const addresses = list.flatMap(({ key, latest }) =>
    (latest?.egress ?? []).map(({ address, kind }) => ({ what: address, kind, environment: key })),
  );
  if (addresses.length === 0)
    return html`<p class="quiet">${l10n.t('No deployed version is allowed to send data outside Atlassian.')}</p>`;
  return places(gather(addresses), list.length);
}

/** A destination of data, from one or more environments. */
interface Place {
  readonly what: string;
  readonly kind: string | undefined;
  readonly environments: string[];
}

/** Merges equal destinations of several environments into one line. */
function gather(entries: readonly { what: string; kind?: string; environment: string }[]): Place[] {
  const found = new Map<string, Place>();
  for (const { what, kind, environment } of entries) {
    const key = `${what}\n${kind ?? ''}`;
    const place = found.get(key) ?? { what, kind, environments: [] };
    if (!place.environments.includes(environment)) place.environments.push(environment);
    found.set(key, place);
  }
  return [...found.values()];
}

function places(list: readonly Place[], environments: number): TemplateResult {
  return html`<ul class="places">
    ${list.map(
      (place) =>
        html`<li>
          <code>${place.what}</code>
          <span class="quiet"
            >${place.kind === undefined ? nothing : html`${place.kind} · `}${whereFrom(place, environments)}</span
          >
        </li>`,
    )}
  </ul>`;
}

function whereFrom({ environments }: Place, all: number): string {
  return environments.length === all && all > 1 ? l10n.t('all environments') : environments.join(', ');
}
