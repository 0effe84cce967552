import { l10n, Location, Range, Uri, DiagnosticRelatedInformation, workspace, DiagnosticSeverity } from 'vscode';
import type { Finding, FindingKind } from '../model/findings.ts';
import type { MissingAddress } from '../model/egress-usage.ts';
import type { MissingVariable } from '../model/missing-variables.ts';
import type { ScopeReason } from '../model/analyze-scope-usage.ts';
import type { FindingSeverity } from '../manifest-settings.ts';
import { count } from '../../vscode/text.ts';
import { editorRange } from './editor-range.ts';
import { formatList, tokenKey } from './manifest-labels.ts';
import { lintSentence, shapeMessage } from './shape-messages.ts';

/**
 * The severity of findings if the settings have none. The Forge CLI rejects a manifest with unknown scopes or an
 * invalid structure.
 */
const defaultSeverities: Readonly<Record<FindingKind, FindingSeverity>> = {
  problem: 'error',
  shape: 'warning',
  duplicateScope: 'warning',
  unknownScope: 'warning',
  refusedScope: 'warning',
  connectScope: 'warning',
  missingScope: 'warning',
  unusedScope: 'hint',
  mixedScopes: 'information',
  missingAddress: 'warning',
  unusedAddress: 'hint',
  missingVariable: 'warning',
  variableNotEverywhere: 'information',
  notInProduction: 'information',
};

/** The severity of a finding according to the settings; undefined if they turn it off. */
export function severityOf(
  kind: FindingKind,
  wanted: ReadonlyMap<string, FindingSeverity>,
): DiagnosticSeverity | undefined {
  const severity = wanted.get(kind) ?? defaultSeverities[kind];
  return {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
    off: undefined,
  }[severity];
}

/** The message of a finding. VS Code renders it as plain text. */
export function findingMessage(finding: Finding): string {
  switch (finding.kind) {
    case 'problem':
      return problemMessage(finding.problem);
    case 'shape':
      return shapeMessage(finding.shape);
    case 'duplicateScope':
      return l10n.t('Duplicate scope {0}.', finding.scope);
    case 'unknownScope':
      return finding.nearest[0] === undefined
        ? l10n.t('Unknown scope {0}.', finding.scope)
        : l10n.t('Unknown scope {0}. Did you mean {1}?', finding.scope, finding.nearest[0]);
    case 'refusedScope':
      return l10n.t('Forge doesn’t accept {0} in manifests.', finding.scope);
    case 'connectScope':
      return l10n.t('{0} is a scope for Connect modules, but this app has no connectModules.', finding.scope);
    case 'missingScope':
      return l10n.t('Missing scope {0}, which {1} needs.', finding.scope, reasonsText(finding.reasons));
    case 'unusedScope':
      return finding.possibleUses.length === 0
        ? l10n.t('No call, event or module of this app is known to need {0}.', finding.scope)
        : l10n.t(
            'No call, event or module of this app is known to need {0}, but {1} couldn’t be checked.',
            finding.scope,
            finding.possibleUses.length === 1
              ? l10n.t('1 place')
              : l10n.t('{0} places', count(finding.possibleUses.length)),
          );
    case 'mixedScopes':
      return l10n.t(
        '{0} isn’t needed for {1}: {2} is enough. Atlassian advises against mixing classic and granular scopes.',
        finding.scope,
        reasonsText(finding.mixed.map(({ reason }) => reason)),
        formatList([...new Set(finding.mixed.flatMap(({ classic }) => classic))]),
      );
    case 'missingAddress':
      return missingAddressMessage(finding.missing);
    case 'unusedAddress':
      return [
        l10n.t('No call of this app is known to go to {0}.', finding.egress.address),
        ...(finding.mayRedirect ? [l10n.t('Keep it if another address redirects there.')] : []),
        lintSentence(false),
      ].join(' ');
    case 'missingVariable':
    case 'variableNotEverywhere':
      return missingVariableMessage(finding.variable);
    case 'notInProduction':
      return l10n.t(
        'Version {1} in production doesn’t have {0} yet. Deploying it makes a major version, which an admin of each site has to approve.',
        finding.scope,
        finding.version,
      );
  }
}

function missingAddressMessage({ kind, address, places }: MissingAddress): string {
  const list = `permissions.external.${kind}`;
  const missing =
    places.length === 1
      ? l10n.t('Missing address {0} under {1}: Forge refuses the call that goes there.', address, list)
      : l10n.t(
          'Missing address {0} under {1}: Forge refuses the {2} calls that go there.',
          address,
          list,
          count(places.length),
        );
  return `${missing} ${lintSentence(places.some(({ call }) => call.isLinted))}`;
}

function missingVariableMessage({ name, places: [first], lackedBy }: MissingVariable): string {
  const place = first ? `${workspace.asRelativePath(Uri.parse(first.file))}:${first.read.range.start.line + 1}` : '';
  if (lackedBy === 'all')
    return l10n.t(
      '{0} is read in {1}, and no environment has a variable of that name. Functions get undefined.',
      name,
      place,
    );
  return lackedBy.length === 1
    ? l10n.t(
        '{0} is read in {1}, and the environment {2} has no variable of that name. Functions there get undefined.',
        name,
        place,
        formatList(lackedBy),
      )
    : l10n.t(
        '{0} is read in {1}, and the environments {2} have no variable of that name. Functions there get undefined.',
        name,
        place,
        formatList(lackedBy),
      );
}

function problemMessage({ kind, subject, message }: Extract<Finding, { kind: 'problem' }>['problem']): string {
  switch (kind) {
    case 'duplicateKey':
      return l10n.t('Duplicate key {0}.', subject ?? '');
    case 'scopesShape':
      return l10n.t('Scopes are a list, or a map of scopes to their settings.');
    case 'scopeShape':
      return l10n.t('A scope in a list is a text such as read:jira-work. To give scopes settings, make them a map.');
    case 'scopeSpace':
      return l10n.t('A scope has no space after a colon. Did you mean {0}?', subject ?? '');
    default:
      return `${message}.`;
  }
}

/** "GET /rest/api/3/myself", "3 calls", "2 calls and the event avi:jira:created:issue". */
function reasonsText(reasons: readonly ScopeReason[]): string {
  const calls = reasons.filter((reason) => reason.kind === 'call');
  const others = reasons.flatMap((reason) => {
    if (reason.kind === 'event') return [l10n.t('the event {0}', reason.event)];
    if (reason.kind === 'token') return [tokenKey(reason.token)];
    return reason.kind === 'module' ? [l10n.t('the module {0}', reason.type)] : [];
  });
  return formatList([...callsText(calls), ...new Set(others)].slice(0, 3));
}

function callsText(calls: readonly Extract<ScopeReason, { kind: 'call' }>[]): string[] {
  const [first, ...others] = calls;
  if (first === undefined) return [];
  return [others.length === 0 ? first.use.text : l10n.t('{0} calls', count(calls.length))];
}

/** More related locations than this are not useful. */
const maxRelated = 20;

/** The locations behind a finding: calls, events and modules that need it, or code that may. */
export function relatedInformation(finding: Finding, manifest: Uri): DiagnosticRelatedInformation[] {
  const needs = reasonsOf(finding).map((reason) =>
    reason.kind === 'call'
      ? new DiagnosticRelatedInformation(
          new Location(Uri.parse(reason.file), editorRange(reason.use.range)),
          reason.use.text,
        )
      : new DiagnosticRelatedInformation(new Location(manifest, editorRange(reason.range)), placeName(reason)),
  );
  const possibleUses = finding.kind === 'unusedScope' ? finding.possibleUses : [];
  const unread = possibleUses.map((use) =>
    use.kind === 'call'
      ? new DiagnosticRelatedInformation(
          new Location(Uri.parse(use.file), editorRange(use.call.range)),
          l10n.t('{0}: unknown which scopes this needs', use.call.text),
        )
      : new DiagnosticRelatedInformation(
          new Location(Uri.parse(use.file), new Range(0, 0, 0, 0)),
          l10n.t('couldn’t read {0}', workspace.asRelativePath(Uri.parse(use.file))),
        ),
  );
  const calls = finding.kind === 'missingAddress' ? finding.missing.places : [];
  const addresses = calls.map(
    ({ file, call }) =>
      new DiagnosticRelatedInformation(new Location(Uri.parse(file), editorRange(call.range)), call.text),
  );
  const reads = ('variable' in finding ? finding.variable.places : []).map(
    ({ file, read }) =>
      new DiagnosticRelatedInformation(
        new Location(Uri.parse(file), editorRange(read.range)),
        `process.env.${read.name}`,
      ),
  );
  return [...needs, ...unread, ...addresses, ...reads].slice(0, maxRelated);
}

function reasonsOf(finding: Finding): readonly ScopeReason[] {
  if (finding.kind === 'missingScope') return finding.reasons;
  return finding.kind === 'mixedScopes' ? finding.mixed.map(({ reason }) => reason) : [];
}

/** What stands at the place in the manifest that needs a scope. */
function placeName(reason: Exclude<ScopeReason, { kind: 'call' }>): string {
  if (reason.kind === 'event') return reason.event;
  return reason.kind === 'token' ? tokenKey(reason.token) : reason.type;
}
