import { l10n, Location, Range, Uri, DiagnosticRelatedInformation, workspace, DiagnosticSeverity } from 'vscode';
import type { Finding, FindingKind } from '../model/findings.ts';
import type { ScopeReason } from '../model/analyze-scope-usage.ts';
import type { FindingSeverity } from '../manifest-settings.ts';
import { count } from '../../vscode/text.ts';
import { editorRange } from './known.ts';
import { listed } from './editor-words.ts';

/**
 * How grave a finding is where the settings don't say. The Forge CLI deploys no manifest with unknown scopes or of a
 * wrong shape.
 */
const severities: Readonly<Record<FindingKind, FindingSeverity>> = {
  problem: 'error',
  duplicateScope: 'warning',
  unknownScope: 'warning',
  refusedScope: 'warning',
  connectScope: 'warning',
  missingScope: 'warning',
  unusedScope: 'hint',
  mixedScopes: 'information',
  notInProduction: 'information',
};

/** The severity of a finding by the settings, undefined where it is not told. */
export function severityOf(
  kind: FindingKind,
  wanted: ReadonlyMap<string, FindingSeverity>,
): DiagnosticSeverity | undefined {
  const severity = wanted.get(kind) ?? severities[kind];
  return {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
    off: undefined,
  }[severity];
}

/** What a finding tells. VS Code reads no markup in it. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'problem':
      return problemText(finding.problem);
    case 'duplicateScope':
      return l10n.t('{0} is there already.', finding.scope);
    case 'unknownScope':
      return finding.nearest[0] === undefined
        ? l10n.t('{0} is no known scope.', finding.scope)
        : l10n.t('{0} is no known scope. Is {1} meant?', finding.scope, finding.nearest[0]);
    case 'refusedScope':
      return l10n.t('Forge does not take {0} in manifests.', finding.scope);
    case 'connectScope':
      return l10n.t('{0} is a scope of Connect, but this app has no connectModules.', finding.scope);
    case 'missingScope':
      return l10n.t('{0} is needed by {1}, but it is not declared.', finding.scope, reasonsText(finding.reasons));
    case 'unusedScope':
      return finding.possibleUses.length === 0
        ? l10n.t('No call, event or module of this app is known to need {0}.', finding.scope)
        : l10n.t(
            'No call, event or module of this app is known to need {0}; {1} could not be judged.',
            finding.scope,
            finding.possibleUses.length === 1
              ? l10n.t('1 place')
              : l10n.t('{0} places', count(finding.possibleUses.length)),
          );
    case 'mixedScopes':
      return l10n.t(
        '{0} is not needed for {1}: {2} is enough. Atlassian advises against mixing classic and granular scopes.',
        finding.scope,
        reasonsText(finding.mixed.map(({ reason }) => reason)),
        listed([...new Set(finding.mixed.flatMap(({ classic }) => classic))]),
      );
    case 'notInProduction':
      return l10n.t(
        'Version {1} in production does not have {0} yet. Deploying it makes a major version, which an admin of each site has to approve.',
        finding.scope,
        finding.version,
      );
  }
}

function problemText({ kind, subject, message }: Extract<Finding, { kind: 'problem' }>['problem']): string {
  switch (kind) {
    case 'duplicateKey':
      return l10n.t('The key {0} is there already.', subject ?? '');
    case 'scopesShape':
      return l10n.t('Scopes are a list, or a map of scopes to their settings.');
    case 'scopeShape':
      return l10n.t('A scope in a list is a text such as read:jira-work. Settings of scopes need a map.');
    default:
      return `${message}.`;
  }
}

/** "GET /rest/api/3/myself", "3 calls", "2 calls and the event avi:jira:created:issue". */
function reasonsText(reasons: readonly ScopeReason[]): string {
  const calls = reasons.filter((reason) => reason.kind === 'call');
  const [call] = calls;
  const others = reasons.flatMap((reason) =>
    reason.kind === 'event'
      ? [l10n.t('the event {0}', reason.event)]
      : reason.kind === 'module'
        ? [l10n.t('the module {0}', reason.type)]
        : [],
  );
  const named =
    call === undefined ? [] : [calls.length === 1 ? call.use.text : l10n.t('{0} calls', count(calls.length))];
  return listed([...named, ...new Set(others)].slice(0, 3));
}

/** The calls behind a finding, with their places; at most as many as a person reads. */
export function relatedTo(finding: Finding, manifest: Uri): DiagnosticRelatedInformation[] {
  const reasons =
    finding.kind === 'missingScope'
      ? finding.reasons
      : finding.kind === 'mixedScopes'
        ? finding.mixed.map(({ reason }) => reason)
        : [];
  const known = reasons.map((reason) =>
    reason.kind === 'call'
      ? new DiagnosticRelatedInformation(
          new Location(Uri.parse(reason.file), editorRange(reason.use.range)),
          reason.use.text,
        )
      : new DiagnosticRelatedInformation(
          new Location(manifest, editorRange(reason.range)),
          reason.kind === 'event' ? reason.event : reason.type,
        ),
  );
  const doubts = finding.kind === 'unusedScope' ? finding.possibleUses : [];
  const unread = doubts.map((doubt) =>
    doubt.kind === 'call'
      ? new DiagnosticRelatedInformation(
          new Location(Uri.parse(doubt.file), editorRange(doubt.call.range)),
          l10n.t('{0}: which scopes this needs is not known', doubt.call.text),
        )
      : new DiagnosticRelatedInformation(
          new Location(Uri.parse(doubt.file), new Range(0, 0, 0, 0)),
          l10n.t('{0} could not be read', workspace.asRelativePath(Uri.parse(doubt.file))),
        ),
  );
  return [...known, ...unread].slice(0, 20);
}
