import { l10n } from 'vscode';
import type { Consequence } from '../manifest/model/consequence.ts';
import type { PermissionChanges } from '../manifest/model/permission-changes.ts';
import { ruleName } from './major-version-words.ts';
import type { ReviewTable, RowTone } from './review.ts';

/** Whether a deployment to an environment makes a major version, and what that means there. */
export function consequenceVerdict(consequence: Consequence, environment: string): string {
  if (consequence.changes === undefined)
    return l10n.t('First deployment to {0}: admins approve all permissions when they install the app.', environment);
  const { makesMajorVersion, changesPermissions, reasons } = consequence;
  const why = reasons.map(({ rule }) => ruleName(rule)).join(', ');
  if (makesMajorVersion)
    return reasons.some(({ basis }) => basis === 'documented')
      ? l10n.t('This makes a major version ({0}): admins must approve it on each site.', why)
      : l10n.t('This probably makes a major version ({0}): admins must approve it on each site then.', why);
  return changesPermissions
    ? l10n.t('Permissions change, but this makes no major version: installations get it by themselves.')
    : l10n.t('Permissions stay as they are: this makes a minor version, and installations get it by themselves.');
}

/** What of the permissions changes, one a row; undefined if nothing does. */
export function consequenceTable(consequence: Consequence | undefined, environment: string): ReviewTable | undefined {
  const rows = consequence?.changes ? changeRows(consequence.changes) : [];
  if (rows.length === 0) return undefined;
  return {
    caption: l10n.t('What changes in {0}', environment),
    columns: [l10n.t('Change'), l10n.t('Permission'), l10n.t('Which')],
    rows: rows.map(({ change, kind, item }) => [changeName(change), kind, item]),
    tones: rows.map(({ change }) => change),
  };
}

function changeName(change: RowTone): string {
  const names: Record<RowTone, string> = {
    added: l10n.t('Added'),
    removed: l10n.t('Removed'),
    changed: l10n.t('Changed'),
  };
  return names[change];
}

interface ChangeRow {
  readonly kind: string;
  readonly change: RowTone;
  readonly item: string;
}

function changeRows(changes: PermissionChanges): ChangeRow[] {
  const [scope, egress, remote] = [l10n.t('Scope'), l10n.t('Egress'), l10n.t('Remote')];
  const [policy, module] = [l10n.t('Content security policy'), l10n.t('Module')];
  const address = ({ address: to, kind }: PermissionChanges['egressAdded'][number]) => `${to} (${kind})`;
  const groups: [string, RowTone, readonly string[]][] = [
    [scope, 'added', changes.scopesAdded],
    [scope, 'removed', changes.scopesRemoved],
    [egress, 'added', changes.egressAdded.map(address)],
    [egress, 'removed', changes.egressRemoved.map(address)],
    [egress, 'changed', changes.egressChanged.map(({ after }) => address(after))],
    [remote, 'added', changes.remotesAdded.map(({ key }) => key)],
    [remote, 'removed', changes.remotesRemoved.map(({ key }) => key)],
    [remote, 'changed', changes.remotesChanged.map(({ after }) => after.key)],
    [policy, 'added', changes.contentPoliciesAdded.map(({ policy: text }) => text)],
    [policy, 'removed', changes.contentPoliciesRemoved.map(({ policy: text }) => text)],
    [module, 'added', changes.consentModulesAdded],
    [l10n.t('Licensing'), 'added', changes.licensingEnabled ? [l10n.t('Licensing turned on')] : []],
  ];
  return groups.flatMap(([kind, change, items]) => items.map((item) => ({ kind, change, item })));
}
