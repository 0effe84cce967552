import * as vscode from 'vscode';
import { commandLink } from '../../contributions.ts';
import type { Environment } from '../../core/environment.ts';
import type { ManifestScope } from '../model/manifest.ts';
import { variablesIn } from '../model/manifest-variables.ts';
import type { ScopeReason } from '../model/analyze-scope-usage.ts';
import type { ScopeFacts } from '../scopes/scope-facts.ts';
import { operationsOf } from '../scopes/rest-operations.ts';
import { count } from '../../vscode/text.ts';
import type { ManifestAnalysis } from './manifest-analysis.ts';
import { code, type HoverLink, linksHover, escapeHoverText, plainHover } from './markdown.ts';
import { formatList, scopeKindName, tokenKey } from './manifest-labels.ts';
import { variablesHover } from './variable-hover.ts';

/** Most operations and uses in a hover: it has room for a dozen lines. */
const maxListed = 3;

/** The hover of a scope in a manifest; parts that are not known are left out. */
export function scopeHover(
  uri: vscode.Uri,
  { key, written }: ManifestScope,
  analysis: ManifestAnalysis,
): vscode.MarkdownString[] {
  const unknown = variablesHover(variablesIn(key));
  if (unknown) return unknown;
  const operations = operationsOf(key);
  const reasons = analysis.usage.needed.get(key) ?? [];
  const links: HoverLink[] = [
    ...(operations.length > 0
      ? [
          {
            label: vscode.l10n.t('Show REST operations'),
            ...commandLink('forgeConsole.scope.showOperations', key),
          },
        ]
      : []),
    ...(reasons.length > 0
      ? [
          {
            label: vscode.l10n.t('Show where it is used'),
            ...commandLink('forgeConsole.manifest.showScopeUsage', uri.toString(), key),
          },
        ]
      : []),
    { label: vscode.l10n.t('Add a scope'), ...commandLink('forgeConsole.manifest.addScope', uri.toString()) },
    ...(analysis.live
      ? [{ label: vscode.l10n.t('Open app'), ...commandLink('forgeConsole.app.open', analysis.live.app.id) }]
      : []),
  ];
  const blocks = [
    [
      ...scopeLines(key, analysis.scopes.facts(key)),
      ...(written === undefined ? [] : [vscode.l10n.t('Written as {0} in the manifest.', code(written))]),
    ],
    deploymentLines(key, analysis.environments),
    [
      ...usageLines(uri, key, reasons, analysis),
      ...operationLines(operations.map(({ method, path }) => `${method} ${path}`)),
    ],
  ];
  return [
    plainHover(blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('  \n'))),
    ...(links.length > 0 ? [linksHover(links)] : []),
  ];
}

function scopeLines(key: string, facts: ScopeFacts | undefined): string[] {
  if (facts === undefined)
    return [
      code(key),
      vscode.l10n.t('Unknown scope. It may be misspelt, or newer than this version of Forge Console.'),
    ];
  const { label, api, kind, restricted, description } = facts;
  return [
    `**${escapeHoverText(label)}**`,
    [code(key), escapeHoverText(api), scopeKindName(kind)].join(' · '),
    ...(restricted === true
      ? [`$(warning) ${vscode.l10n.t('Restricted: Atlassian decides which apps may use it.')}`]
      : []),
    ...(description !== undefined && description !== label ? [escapeHoverText(description)] : []),
  ];
}

/** Which environments have the scope, and what deploying or removing it means. */
function deploymentLines(key: string, environments: readonly Environment[] | undefined): string[] {
  const deployed = (environments ?? []).flatMap(({ key: name, latest }) =>
    latest
      ? [
          {
            name: escapeHoverText(name),
            version: escapeHoverText(latest.version),
            has: latest.scopes.some((scope) => scope.key === key),
          },
        ]
      : [],
  );
  if (deployed.length === 0)
    return [
      vscode.l10n.t('Adding or removing a scope makes a major version, which an admin of each site has to approve.'),
    ];
  const [holding, lacking] = [deployed.filter(({ has }) => has), deployed.filter(({ has }) => !has)];
  const versions = (list: typeof deployed) => list.map(({ name, version }) => `${name} ${version}`).join(' · ');
  const names = (list: typeof deployed) =>
    list.length === deployed.length && list.length > 2
      ? vscode.l10n.t('every environment')
      : formatList(list.map(({ name }) => name));
  return [
    ...(holding.length > 0 ? [`$(check) ${versions(holding)}`] : []),
    ...(lacking.length > 0 ? [`$(circle-slash) ${versions(lacking)}`] : []),
    ...(lacking.length > 0
      ? [
          vscode.l10n.t(
            'The next deployment to {0} adds it: a major version, which an admin of each site has to approve.',
            names(lacking),
          ),
        ]
      : []),
    ...(holding.length > 0 ? [vscode.l10n.t('Removing it makes a major version in {0}.', names(holding))] : []),
  ];
}

function usageLines(
  uri: vscode.Uri,
  key: string,
  reasons: readonly ScopeReason[],
  { usage, isCodeScanned }: ManifestAnalysis,
): string[] {
  if (reasons.length > 0)
    return [
      vscode.l10n.t(
        'Used by {0}',
        withMore(
          reasons.slice(0, maxListed).map((reason) => reasonText(reason, uri)),
          reasons.length,
        ),
      ),
    ];
  if (!isCodeScanned || !usage.unused.some(({ scope }) => scope.key === key)) return [];
  return [vscode.l10n.t('No call, event or module is known to need it. A scan of the code can’t see everything.')];
}

function operationLines(operations: readonly string[]): string[] {
  if (operations.length === 0) return [];
  const title =
    operations.length === 1
      ? vscode.l10n.t('Unlocks 1 REST operation:')
      : vscode.l10n.t('Unlocks {0} REST operations:', count(operations.length));
  return [`${title} ${withMore(operations.slice(0, maxListed).map(code), operations.length)}`];
}

/** "a, b and 3 more". */
export function withMore(some: readonly string[], all: number): string {
  const more = all - some.length;
  return formatList([...some, ...(more > 0 ? [vscode.l10n.t('{0} more', count(more))] : [])]);
}

function reasonText(reason: ScopeReason, manifest: vscode.Uri): string {
  if (reason.kind === 'call') return code(`${displayPath(reason.file, manifest)}:${reason.use.range.start.line + 1}`);
  const line = vscode.l10n.t('line {0}', reason.range.start.line + 1);
  if (reason.kind === 'token') return vscode.l10n.t('token {0} ({1})', code(tokenKey(reason.token)), line);
  return reason.kind === 'event'
    ? vscode.l10n.t('event {0} ({1})', code(reason.event), line)
    : vscode.l10n.t('module {0} ({1})', code(reason.type), line);
}

/** The path of a file, relative to the manifest's folder if the file is in it. */
export function displayPath(file: string, manifest: vscode.Uri): string {
  const [{ path }, folder] = [vscode.Uri.parse(file), vscode.Uri.joinPath(manifest, '..').path];
  return path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1)
    : vscode.workspace.asRelativePath(vscode.Uri.parse(file));
}
