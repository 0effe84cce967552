import { l10n } from 'vscode';
import type { Comparison, ComparisonRow, DeployedCell, RowGroup, ScopeRow } from '../model/compare-manifest.ts';
import type { Consequence } from '../model/consequence.ts';
import type { PermissionChanges } from '../model/permission-changes.ts';
import { ruleName } from '../../vscode/major-version-words.ts';
import type { Cell, PermissionRow, PermissionsView } from '../permissions-protocol.ts';
import type { PanelContext } from '../../app-panel/panel-parts.ts';

/** A manifest in the page's list of those that can be compared. */
export interface ListedManifest {
  readonly path: string;
  readonly problems: number;
}

export interface PermissionsInput {
  readonly comparison: Comparison;
  readonly consequences: readonly Consequence[];
  readonly manifests: readonly ListedManifest[];
  /** Index of the manifest that is compared; undefined if there is none. */
  readonly manifest: number | undefined;
}

const deployedStates: Record<DeployedCell, Cell['state']> = {
  present: 'present',
  missing: 'missing',
  willBeAdded: 'added',
  willBeRemoved: 'removed',
  willChange: 'changed',
  mayChange: 'uncertain',
  unknown: 'none',
};

/** The permissions tab: the manifest against what is deployed, and what the next deployment means, as display text. */
export function permissionsView(
  { comparison, consequences, manifests, manifest }: PermissionsInput,
  words: PanelContext['words'],
): PermissionsView {
  const { hasManifest, environments } = comparison;
  const toRow = (
    row: ComparisonRow,
    about: Partial<Pick<PermissionRow, 'name' | 'description'>> = {},
    restricted = false,
  ): PermissionRow => ({
    key: row.label,
    restricted,
    ...about,
    cells: [...(hasManifest ? [manifestCell(row)] : []), ...row.cells.map((cell) => ({ state: deployedStates[cell] }))],
  });
  const toGroup =
    (kind: PermissionsView['groups'][number]['kind'], title: (name: string) => string) => (group: RowGroup) => ({
      kind,
      title: title(group.name),
      rows: group.rows.map((row) => toRow(row)),
    });
  return {
    manifests: [...manifests],
    ...(manifest !== undefined && { manifest }),
    columns: [
      ...(hasManifest ? [{ id: 'manifest', label: l10n.t('Manifest'), isManifest: true }] : []),
      ...environments.map(({ id, key, version }) => ({
        id,
        label: key,
        isManifest: false,
        ...(version !== undefined && { version }),
      })),
    ],
    groups: [
      ...comparison.scopes.map(({ name, rows }) => ({
        kind: 'scopes' as const,
        title: name === '' ? l10n.t('Scopes not deployed yet') : name,
        rows: rows.map((row: ScopeRow) =>
          toRow(row, row.scope && { name: row.scope.name, description: row.scope.description }, row.scope?.restricted),
        ),
      })),
      ...comparison.egress.map(toGroup('egress', (kind) => l10n.t('Egress: {0}', words.egressKind(kind)))),
      ...comparison.remotes.map(toGroup('remotes', () => l10n.t('Remotes'))),
      ...comparison.contentPolicies.map(
        toGroup('csp', (kind) => l10n.t('Content security policy: {0}', words.egressKind(kind))),
      ),
    ],
    consequences: hasManifest ? consequences.map(consequenceView) : [],
    notes: notes(comparison),
  };
}

function manifestCell({ manifest }: ComparisonRow): Cell {
  return {
    state: manifest.state === 'unknown' ? 'none' : manifest.state,
    ...(manifest.range && { line: manifest.range.start.line }),
    ...(manifest.allowImpersonation !== undefined && { allowsImpersonation: manifest.allowImpersonation }),
  };
}

/** What can't be compared, and what that means. */
function notes({ hasManifest, environments }: Comparison): string[] {
  const production = environments.find(({ kind }) => kind === 'production');
  return [
    ...(hasManifest ? [] : [l10n.t('Open the app’s folder to see what the next deployment will change.')]),
    ...(production?.version === undefined
      ? [
          l10n.t(
            'Not in production yet. Permissions appear in the developer console after the first deployment to production.',
          ),
        ]
      : []),
  ];
}

/** What the next deployment to an environment means, as display text. */
export function consequenceView({
  environment,
  changes,
  makesMajorVersion,
  reasons,
  unknown,
}: Consequence): PermissionsView['consequences'][number] {
  const label = environment.key;
  if (unknown === 'broken')
    return {
      label,
      needsApproval: false,
      message: l10n.t('Not known: the manifest has errors. Fix them to see what the next deployment means.'),
    };
  if (changes === undefined)
    return {
      label,
      needsApproval: false,
      message: l10n.t('First deployment: admins approve all permissions when they install the app.'),
    };
  const parts = changeParts(changes);
  if (unknown !== undefined) return dependingView(label, parts, { makesMajorVersion, reasons }, unknown);
  if (parts.length === 0 && !makesMajorVersion)
    return {
      label,
      needsApproval: false,
      message: l10n.t('No changes: the manifest has the permissions of version {0}.', environment.version ?? ''),
    };
  const outcome = makesMajorVersion
    ? majorText(reasons)
    : l10n.t('No major version: installations get it by themselves.');
  return { label, needsApproval: makesMajorVersion, message: [parts.join(' · '), outcome].filter(Boolean).join('. ') };
}

/** What is certain of a deployment that depends on variables, and that the rest is not. */
function dependingView(
  label: string,
  parts: readonly string[],
  { makesMajorVersion, reasons }: Pick<Consequence, 'makesMajorVersion' | 'reasons'>,
  variables: readonly string[],
): PermissionsView['consequences'][number] {
  const rest = dependsText(
    variables.map((name) => `\${${name}}`),
    parts.length === 0,
  );
  const message = [
    ...(parts.length > 0 ? [`${parts.join(' · ')}.`] : []),
    ...(makesMajorVersion ? [majorText(reasons)] : []),
    rest,
  ];
  return { label, needsApproval: makesMajorVersion, message: message.join(' ') };
}

function dependsText(variables: readonly string[], isAll: boolean): string {
  const names = variables.join(', ');
  if (variables.length === 1)
    return isAll
      ? l10n.t('Depends on {0}, whose value isn’t known here.', names)
      : l10n.t('The rest depends on {0}, whose value isn’t known here.', names);
  return isAll
    ? l10n.t('Depends on {0}, whose values aren’t known here.', names)
    : l10n.t('The rest depends on {0}, whose values aren’t known here.', names);
}

function majorText(reasons: Consequence['reasons']): string {
  const isCertain = reasons.some(({ basis }) => basis === 'documented');
  const why = reasons.map(({ rule }) => ruleName(rule)).join(', ');
  return isCertain
    ? l10n.t('This makes a major version ({0}): admins must approve it.', why)
    : l10n.t('This probably makes a major version ({0}): admins must approve it then.', why);
}

/** What changes, each in a phrase of its own for a list. */
function changeParts(changes: PermissionChanges): string[] {
  const counted: [number, (n: number) => string][] = [
    [changes.scopesAdded.length, (n) => (n === 1 ? l10n.t('1 scope added') : l10n.t('{0} scopes added', n))],
    [changes.scopesRemoved.length, (n) => (n === 1 ? l10n.t('1 scope removed') : l10n.t('{0} scopes removed', n))],
    [
      changes.egressAdded.length,
      (n) => (n === 1 ? l10n.t('1 egress address added') : l10n.t('{0} egress addresses added', n)),
    ],
    [
      changes.egressRemoved.length,
      (n) => (n === 1 ? l10n.t('1 egress address removed') : l10n.t('{0} egress addresses removed', n)),
    ],
    [
      changes.egressChanged.length,
      (n) => (n === 1 ? l10n.t('1 egress address changed') : l10n.t('{0} egress addresses changed', n)),
    ],
    [
      changes.remotesAdded.length + changes.remotesRemoved.length + changes.remotesChanged.length,
      (n) => (n === 1 ? l10n.t('1 remote changed') : l10n.t('{0} remotes changed', n)),
    ],
    [
      changes.contentPoliciesAdded.length + changes.contentPoliciesRemoved.length,
      (n) =>
        n === 1 ? l10n.t('1 content security exception changed') : l10n.t('{0} content security exceptions changed', n),
    ],
    [
      changes.consentModulesAdded.length,
      (n) => (n === 1 ? l10n.t('1 module added that needs consent') : l10n.t('{0} modules added that need consent', n)),
    ],
    [Number(changes.licensingEnabled), () => l10n.t('Licensing turned on')],
  ];
  return counted.flatMap(([number, word]) => (number === 0 ? [] : [word(number)]));
}
