import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import { card } from '../components/card.ts';
import { type Fact, facts, icon } from '../components/parts.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';

type ManifestFile = PermissionsView['manifests'][number];

/** Draws the card with the app's manifest in this workspace. */
export function manifestCard(page: Page): TemplateResult {
  return card(page, 'manifest', 'file-code', {
    name: 'environments',
    title: l10n.t('Manifest in this workspace'),
    section: page.state.permissions,
    lines: 3,
    body: ({ manifests, manifest: chosen }) => manifest(page, manifests, manifests[chosen ?? 0]),
  });
}

function manifest(page: Page, all: readonly ManifestFile[], chosen: ManifestFile | undefined): TemplateResult {
  if (chosen === undefined)
    return html`<p>
      ${l10n.t('Open the folder with this app’s manifest.yml to compare it with what is deployed, and to see and change the titles that users see.')}
    </p>`;
  const open = button({
    icon: 'go-to-file',
    label: l10n.t('Open Manifest'),
    click: () => void page.send('openManifest', {}),
  });
  const others = all.filter((file) => file !== chosen);
  return html`${facts([
      { label: l10n.t('File'), value: html`<span class="path">${chosen.path}</span>` },
      problems(chosen),
      ...(others.length === 0 ? [] : [otherFiles(others)]),
    ])}
    <p class="card-foot">${open}</p>`;
}

function problems({ problems: number }: ManifestFile): Fact {
  const warning = html`<span class="attention">${icon('warning')}${number}</span>`;
  return { label: l10n.t('Problems'), value: number === 0 ? l10n.t('None') : warning };
}

function otherFiles(files: readonly ManifestFile[]): Fact {
  return { label: l10n.t('Other manifests'), value: files.map(({ path }) => html`<span class="path">${path}</span> `) };
}
