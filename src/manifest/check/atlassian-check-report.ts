import { l10n } from 'vscode';
import { documentation } from '../../core/documentation.ts';
import type { CheckOutcome } from '../../gateway/operations/fetch-app-pre-deployment-check.ts';
import { escapeReportText, facts, heading, table, wrapped } from '../../vscode/report-layout.ts';
import { count, exactTime } from '../../vscode/text.ts';
import type { CheckError, CheckVerdict } from '../model/check-verdict.ts';

/** What was checked, for whom and with which result. */
export interface CheckedManifest {
  /** The manifest's path, as people read it. */
  readonly path: string;
  /** Whether it was checked with changes that are not saved. */
  readonly isUnsaved: boolean;
  readonly app: string;
  readonly environment: string;
  readonly account: string;
  readonly gateway: string;
  readonly at: Date;
  /** Null if Atlassian takes the text for no valid manifest, without saying why. */
  readonly verdict: CheckVerdict | null;
  /** What Forge Console itself says of deploying it. */
  readonly own: { readonly makesMajorVersion: boolean | undefined; readonly text: string; readonly problems: number };
}

/** The result of a check in a sentence. */
export function checkSummary({ path, environment, verdict }: CheckedManifest): string {
  if (verdict === null) return l10n.t('Atlassian says that {0} isn’t a valid manifest, but not why.', path);
  const { errors, makesMajorVersion, findings } = verdict;
  if (errors.length === 1) return l10n.t('Atlassian found 1 error in {0}.', path);
  if (errors.length > 1) return l10n.t('Atlassian found {0} errors in {1}.', count(errors.length), path);
  if (makesMajorVersion === true)
    return l10n.t('Atlassian says that deploying {0} to {1} makes a major version.', path, environment);
  if (findings.length > 0) return l10n.t('Atlassian says that deploying {0} to {1} needs approval.', path, environment);
  return makesMajorVersion === false
    ? l10n.t('Atlassian found no errors in {0}. Deploying it to {1} doesn’t make a major version.', path, environment)
    : l10n.t('Atlassian found no errors in {0}.', path);
}

/** The report of a check as plain text. */
export function checkReport(checked: CheckedManifest): string {
  const { path, isUnsaved, app, environment, account, gateway, at, verdict } = checked;
  const about = facts([
    [l10n.t('Manifest'), isUnsaved ? l10n.t('{0}, with changes that aren’t saved', path) : path],
    [l10n.t('App'), escapeReportText(app)],
    [l10n.t('Environment'), escapeReportText(environment)],
    [l10n.t('Account'), escapeReportText(account)],
    [l10n.t('Gateway'), escapeReportText(gateway)],
    [l10n.t('Checked'), exactTime(at)],
  ]);
  const parts = [
    heading(l10n.t('Check with Atlassian')),
    wrapped(checkSummary(checked)),
    about,
    ...(verdict === null ? [] : [sideBySide(verdict, checked.own)]),
    [heading(l10n.t('What Forge Console says'), '-'), wrapped(escapeReportText(checked.own.text))].join('\n\n'),
    ...(verdict === null ? [] : [...verdict.findings.map(findingText), ...errorList(verdict.errors)]),
    l10n.t('About versions: {0}', documentation.environmentsAndVersions),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sideBySide({ makesMajorVersion, errors }: CheckVerdict, own: CheckedManifest['own']): string {
  const rows = table(
    ['', l10n.t('Atlassian'), l10n.t('Forge Console')],
    [
      [l10n.t('Major version'), yesOrNo(makesMajorVersion), yesOrNo(own.makesMajorVersion)],
      [l10n.t('Errors'), count(errors.length), count(own.problems)],
    ],
  );
  const differs =
    makesMajorVersion !== undefined &&
    own.makesMajorVersion !== undefined &&
    makesMajorVersion !== own.makesMajorVersion;
  const note = l10n.t(
    'They differ: Forge Console goes by Atlassian’s documentation and by what is deployed, Atlassian by its own rules. What Atlassian says is what counts.',
  );
  return differs ? `${rows}\n\n${wrapped(note)}` : rows;
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return l10n.t('Not known');
  return value ? l10n.t('Yes') : l10n.t('No');
}

function findingText({ rule, category, reason, changes }: CheckOutcome): string {
  const kind =
    category === 'ERROR' ? l10n.t('Error: {0}', ruleName(rule)) : l10n.t('Needs approval: {0}', ruleName(rule));
  const lines = (changes ?? []).flatMap(({ key, added, removed }) => [
    `  ${escapeReportText(key)}`,
    ...(added ?? []).map((text) => `    + ${escapeReportText(text)}`),
    ...(removed ?? []).map((text) => `    - ${escapeReportText(text)}`),
  ]);
  const body = [wrapped(escapeReportText(reason)), ...(lines.length > 0 ? [lines.join('\n')] : [])];
  return [heading(escapeReportText(kind), '-'), ...body].join('\n\n');
}

function ruleName(rule: string): string {
  const names: Readonly<Record<string, string>> = {
    MAJOR_VERSION_RULE: l10n.t('Major version'),
    MANIFEST_INVALID_RULE: l10n.t('Manifest not valid'),
    SYSTEM_USER_CHANGE_RULE: l10n.t('Change of the system user'),
  };
  return Object.hasOwn(names, rule) ? (names[rule] ?? rule) : rule;
}

function errorList(errors: readonly CheckError[]): string[] {
  if (errors.length === 0) return [];
  const lines = errors.map(({ key, message, line }) => {
    const text = `${escapeReportText(key)}: ${escapeReportText(message)}`;
    return wrapped(line === undefined ? text : l10n.t('Line {0}, {1}', line + 1, text), '  ');
  });
  return [[heading(l10n.t('Errors'), '-'), lines.join('\n')].join('\n\n')];
}
