import * as vscode from 'vscode';
import { documentation } from '../../core/documentation.ts';
import { count } from '../../vscode/text.ts';
import type { AddressPlace, EgressUsage } from '../model/egress-usage.ts';
import type { ManifestEgress } from '../model/manifest-contents.ts';
import { variablesIn } from '../model/manifest-variables.ts';
import type { ManifestAnalysis } from './manifest-analysis.ts';
import { code, plainHover } from './markdown.ts';
import { displayPath, withMore } from './scope-hover.ts';
import { dependsOn } from './variable-hover.ts';

/** Most places in a hover: it has room for a dozen lines. */
const maxListed = 3;

/** The hover of a declared address: which calls go there, and which may. */
export function addressHover(
  egress: ManifestEgress,
  { egress: usage, isCodeScanned }: ManifestAnalysis,
  manifest: vscode.Uri,
): vscode.MarkdownString {
  const { address, kind } = egress;
  const variables = variablesIn(address);
  const calls = isCodeScanned ? callLines(egress, usage, manifest) : [];
  return plainHover([
    [`**${code(address)}**`, code(`permissions.external.${kind}`)].join(' · '),
    ...(variables.length > 0 ? [dependsOn(variables)] : calls),
    `[${vscode.l10n.t('Learn more')}](${documentation.egress})`,
  ]);
}

function callLines(egress: ManifestEgress, { used, unused, doubts }: EgressUsage, manifest: vscode.Uri): string[] {
  const { kind } = egress;
  const calls = used.get(egress) ?? [];
  const open = kind === 'fetch.backend' || kind === 'fetch.client' ? doubts[kind] : [];
  return [
    ...(calls.length > 0 ? [vscode.l10n.t('Called by {0}', places(calls, manifest))] : []),
    ...(unused.includes(egress) ? [vscode.l10n.t('No call is known to go there.')] : []),
    ...(open.length > 0
      ? [
          open.length === 1
            ? vscode.l10n.t('1 place may go there too, or anywhere else: {0}', places(open, manifest))
            : vscode.l10n.t(
                '{0} places may go there too, or anywhere else: {1}',
                count(open.length),
                places(open, manifest),
              ),
        ]
      : []),
  ];
}

function places(all: readonly AddressPlace[], manifest: vscode.Uri): string {
  return withMore(
    all.slice(0, maxListed).map(({ file, call }) => {
      const place = code(`${displayPath(file, manifest)}:${call.range.start.line + 1}`);
      return call.text === '' ? place : `${place} (${code(call.text)})`;
    }),
    all.length,
  );
}
