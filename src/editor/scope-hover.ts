import * as vscode from 'vscode';
import type { Environment } from '../core/environment.ts';
import type { ManifestScope } from '../manifest/manifest.ts';
import type { ScopeReason } from '../manifest/needs.ts';
import { operationsOf } from '../scopes/operations.ts';
import { count, literal } from '../ui/text.ts';
import type { Known } from './known.ts';
import { code, type HoverLink, linksHover, plainHover } from './markdown.ts';
import { listed, scopeKindName } from './words.ts';

/** How many operations and places are named; the rest is behind a link. */
const shown = 3;

/** What is to know of a scope that stands in a manifest. Nothing is said of what is not known. */
export function scopeHover(uri: vscode.Uri, { key }: ManifestScope, known: Known): vscode.MarkdownString[] {
  const facts = known.scopes.facts(key);
  const operations = operationsOf(key);
  const reasons = known.needs.needed.get(key) ?? [];
  const links: HoverLink[] = [
    ...(operations.length > 0 ? [{ label: vscode.l10n.t('Show REST operations'), command: 'forgeConsole.showScopeOperations', arguments: [key] }] : []),
    ...(reasons.length > 0 ? [{ label: vscode.l10n.t('Show where it is used'), command: 'forgeConsole.showScopeUsage', arguments: [uri.toString(), key] }] : []),
    ...(known.live ? [{ label: vscode.l10n.t('Open app'), command: 'forgeConsole.openApp', arguments: [known.live.app.id] }] : []),
  ];
  const about = facts
    ? [`**${literal(facts.label)}**`, [code(key), literal(facts.api), scopeKindName(facts.kind)].join(' · '), ...(facts.restricted === true ? [`$(warning) ${vscode.l10n.t('Restricted: Atlassian decides which apps may have it.')}`] : []), ...(facts.description !== undefined && facts.description !== facts.label ? [literal(facts.description)] : [])]
    : [code(key), vscode.l10n.t('This scope is not known. It may be misspelt, or newer than this version of Forge Console.')];
  const lines = [
    ...about,
    ...(operations.length > 0 ? [operationLines(operations.map(({ method, path }) => `${method} ${path}`))] : []),
    ...usageLines(key, reasons, known),
    ...deploymentLines(key, known.environments),
  ];
  return [plainHover(lines), ...(links.length > 0 ? [linksHover(links)] : [])];
}

function operationLines(operations: readonly string[]): string {
  const title = operations.length === 1 ? vscode.l10n.t('Unlocks 1 REST operation:') : vscode.l10n.t('Unlocks {0} REST operations:', count(operations.length));
  return bullets(title, operations.slice(0, shown).map(code), operations.length);
}

function usageLines(key: string, reasons: readonly ScopeReason[], { needs, isCodeKnown }: Known): string[] {
  if (reasons.length > 0) {
    const title = reasons.length === 1 ? vscode.l10n.t('Used in 1 place:') : vscode.l10n.t('Used in {0} places:', count(reasons.length));
    return [bullets(title, reasons.slice(0, shown).map(reasonLine), reasons.length)];
  }
  if (!isCodeKnown || !needs.unused.some(({ scope }) => scope.key === key)) return [];
  return [vscode.l10n.t('No call, event or module is known to need it. A scan of the code can’t see everything.')];
}

/** A reason in a line: the place and what is there. */
export function reasonLine(reason: ScopeReason): string {
  if (reason.kind === 'call') return `${code(placeOf(reason.file, reason.use.range.start.line))} ${literal(reason.use.text)}`;
  const line = vscode.l10n.t('line {0}', reason.range.start.line + 1);
  return reason.kind === 'event' ? vscode.l10n.t('event {0}, {1}', code(reason.event), line) : vscode.l10n.t('module {0}, {1}', code(reason.type), line);
}

/** A file and a line as people write it; lines count from 0. */
function placeOf(file: string, line: number): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(file))}:${line + 1}`;
}

function bullets(title: string, items: readonly string[], all: number): string {
  const more = all - items.length;
  return [title, ...items.map((item) => `- ${item}`), ...(more > 0 ? [`- ${vscode.l10n.t('{0} more', count(more))}`] : [])].join('\n');
}

/** What environments have, and what the next deployment or taking the scope out means. */
function deploymentLines(key: string, environments: readonly Environment[] | undefined): string[] {
  const deployed = (environments ?? []).flatMap(({ key: name, latest }) => (latest ? [{ name: literal(name), version: literal(latest.version), has: latest.scopes.some((scope) => scope.key === key) }] : []));
  if (deployed.length === 0) return [vscode.l10n.t('Adding or removing a scope makes a major version, which an admin of each site has to approve.')];
  const [holding, lacking] = [deployed.filter(({ has }) => has), deployed.filter(({ has }) => !has)];
  const names = (list: typeof deployed) => listed(list.map(({ name }) => name));
  return [
    deployed.map(({ name, version, has }) => `${has ? '$(check)' : '$(circle-slash)'} ${name} ${version}`).join(' &nbsp; '),
    ...(lacking.length > 0 ? [vscode.l10n.t('The next deployment to {0} adds it: that makes a major version, which an admin of each site has to approve.', names(lacking))] : []),
    ...(holding.length > 0 ? [vscode.l10n.t('Removing it makes a major version in {0}.', names(holding))] : []),
  ];
}
