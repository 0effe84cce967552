import { l10n } from 'vscode';
import type { ForgeError } from '../core/errors.ts';
import type { ScopeFinding, SkipReason, Step, StepFacts, StepName } from '../gateway/diagnosis/step.ts';
import type { RouteSource } from '../gateway/network/route.ts';
import { type Machine, machine } from '../vscode/machine.ts';
import { reason } from '../vscode/notify.ts';
import { heading, escapeReportText, wrapped } from '../vscode/report-layout.ts';
import { exactTime, relativeTime } from '../vscode/text.ts';

/** Clock differences above this are reported, in milliseconds: they can make certificates invalid. */
const clockConcernMs = 2 * 60_000;

/** Certificates that expire within this time are reported, in milliseconds. */
const expiryConcernMs = 14 * 86_400_000;

export interface ConnectionReportOptions {
  readonly gateway: string;
  readonly at: Date;
  /** Where the requests came from. */
  readonly testedFrom: Machine;
  /** Names and versions of the running software, for a support ticket. */
  readonly circumstances: string;
  /** The page that reports Atlassian's incidents, if the gateway has one. */
  readonly statusPage?: string | undefined;
}

/** The name of a step, as progress and report show it. */
export function stepName(step: StepName): string {
  const names: Record<StepName, string> = {
    proxy: l10n.t('Proxy'),
    dns: l10n.t('Name (DNS)'),
    connection: l10n.t('Connection'),
    certificate: l10n.t('Certificate (TLS)'),
    editor: l10n.t('Connection of the editor'),
    gateway: l10n.t('Gateway'),
    token: l10n.t('API token'),
    scopes: l10n.t('Scopes'),
  };
  return names[step];
}

/** The result of a connection test in a sentence or two. */
export function verdict(steps: readonly Step[]): string {
  const failed = failedStep(steps);
  if (failed !== undefined) return l10n.t('Not everything works. Failed: {0}.', stepName(failed.step));
  if (steps.some((step) => step.outcome === 'skipped' && step.why === 'signedOut'))
    return l10n.t('The gateway answers. Nobody is signed in to it, so no token was tried.');
  const isDenied = steps.some(
    (step) =>
      step.step === 'scopes' &&
      step.outcome === 'passed' &&
      step.facts.reads.some(({ outcome }) => outcome === 'denied'),
  );
  if (isDenied) {
    return l10n.t('The gateway answers and accepts the token, but the token can’t read everything.');
  }
  const ownFailure = steps.find(({ step, outcome }) => outcome === 'failed' && step !== 'editor');
  return ownFailure === undefined
    ? l10n.t('Everything works.')
    : l10n.t(
        'Everything works, but only by the connection of the editor. A connection of our own fails: {0}.',
        stepName(ownFailure.step),
      );
}

/** Returns the step because of which not everything works: one way to the gateway is enough. */
export function failedStep(steps: readonly Step[]): Step | undefined {
  const hasWay = steps.some(({ step, outcome }) => step === 'gateway' && outcome === 'passed');
  return steps.find(({ step, outcome }) => outcome === 'failed' && !(hasWay && isOneOfTwoWays(step)));
}

function isOneOfTwoWays(step: StepName): boolean {
  return ['proxy', 'dns', 'connection', 'certificate', 'editor'].includes(step);
}

/** The report of a connection test as plain text, without secrets. */
export function connectionReport(
  steps: readonly Step[],
  { gateway, at, testedFrom, circumstances, statusPage }: ConnectionReportOptions,
): string {
  const marks = { passed: l10n.t('OK'), failed: l10n.t('FAILED'), skipped: '–' };
  const width = Math.max(...Object.values(marks).map(({ length }) => length)) + 2;
  const entries = steps.map((step) => {
    const time = step.outcome === 'skipped' ? '' : ` (${l10n.t('{0} ms', step.ms)})`;
    const who = step.who === undefined ? '' : `, ${escapeReportText(step.who)}`;
    const lines = linesOf(step).map((line) => wrapped(`${' '.repeat(width)}${line}`, ' '.repeat(width)));
    return [`${marks[step.outcome].padEnd(width)}${stepName(step.step)}${who}${time}`, ...lines].join('\n');
  });
  const where = [
    `${l10n.t('Gateway')}: ${escapeReportText(gateway)}`,
    escapeReportText(machineText(testedFrom)),
    exactTime(at),
    wrapped(escapeReportText(circumstances)),
  ].join('\n');
  const hasFailed = steps.some(({ outcome }) => outcome === 'failed');
  const status =
    hasFailed && statusPage !== undefined ? [l10n.t('Incidents at Atlassian are reported at {0}', statusPage)] : [];
  return `${[heading(l10n.t('Connection Test')), verdict(steps), where, ...entries, ...status].join('\n\n')}\n`;
}

function machineText({ name, remote }: Machine): string {
  return remote === undefined
    ? l10n.t('Tested from this computer ({0})', name)
    : l10n.t('Tested from {0} ({1}), where the extensions of this window run', name, remote);
}

function linesOf(step: Step): string[] {
  if (step.outcome === 'skipped') return [skipText(step.why)];
  const facts = step.facts === undefined ? [] : factLines(step);
  return step.outcome === 'failed' ? [...facts, escapeReportText(failureText(step.error))] : facts;
}

function failureText(error: ForgeError): string {
  const text = reason(error);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function skipText(why: SkipReason): string {
  const words: Record<SkipReason, string> = {
    afterFailure: l10n.t('Not tried, because an earlier step failed.'),
    proxyResolves: l10n.t('Not needed: the proxy looks the name up.'),
    isAddress: l10n.t('Not needed: the gateway is named by its address.'),
    withoutTls: l10n.t('None: the gateway is on the same computer and doesn’t use TLS.'),
    ownComputer: l10n.t('Not needed: the gateway is on the same computer.'),
    signedOut: l10n.t('Not tried, because nobody is signed in to this gateway.'),
  };
  return words[why];
}

function factLines(step: Exclude<Step, { outcome: 'skipped' }>): string[] {
  if (step.facts === undefined) return [];
  switch (step.step) {
    case 'proxy':
      return [proxyText(step.facts)];
    case 'dns':
      return [step.facts.addresses.join(', ')];
    case 'connection':
      return [];
    case 'certificate':
      return certificateLines(step.facts);
    case 'editor':
      return [
        l10n.t(
          'With the proxy and the certificates that the editor knows, it answers HTTP {0} without a token, as it should.',
          step.facts.status,
        ),
      ];
    case 'gateway':
      return [
        l10n.t('Without a token it answers HTTP {0}, as it should.', step.facts.status),
        ...clockLines(step.facts.aheadMs),
      ];
    case 'token':
      return [escapeReportText(l10n.t('Belongs to {0} (account ID {1}).', step.facts.name, step.facts.accountId))];
    case 'scopes':
      return scopeLines(step.facts.reads);
  }
}

function proxyText({ address, hasCredentials, source }: StepFacts['proxy']): string {
  if (address !== undefined) {
    return escapeReportText(
      hasCredentials
        ? l10n.t('{0}, by {1}, with credentials', address, source)
        : l10n.t('{0}, by {1}, without credentials', address, source),
    );
  }
  const words: Partial<Record<RouteSource, string>> = {
    loopback: l10n.t('None: the gateway is on the same computer.'),
    none: l10n.t(
      'None: neither the setting http.proxy nor HTTPS_PROXY names one. A proxy that only the operating system or a script (PAC) knows is used by the connection of the editor.',
    ),
  };
  return words[source] ?? l10n.t('None, by {0}.', source);
}

function certificateLines({
  issuer,
  subject,
  from,
  until,
  protocol,
  trusted,
  problems,
}: StepFacts['certificate']): string[] {
  const left = until.getTime() - Date.now();
  return [
    escapeReportText(l10n.t('For {0}, issued by {1}, {2}', subject || '?', issuer || '?', protocol)),
    l10n.t('Valid from {0} until {1}', exactTime(from), exactTime(until)),
    ...(left > 0 && left < expiryConcernMs ? [l10n.t('It expires {0}.', relativeTime(until))] : []),
    trusted.extra === undefined
      ? l10n.t('Trusted: {0} authorities of this editor, {1} of the operating system', trusted.bundled, trusted.system)
      : l10n.t(
          'Trusted: {0} authorities of this editor, {1} of the operating system, {2} of NODE_EXTRA_CA_CERTS',
          trusted.bundled,
          trusted.system,
          trusted.extra,
        ),
    ...problems.map((problem) => escapeReportText(l10n.t('Couldn’t read: {0}', problem))),
  ];
}

function clockLines(aheadMs: number | undefined): string[] {
  if (aheadMs === undefined || Math.abs(aheadMs) < clockConcernMs) return [];
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return [
    aheadMs > 0
      ? l10n.t('The clock of {0} is {1} minutes ahead of the gateway’s. Correct it.', machine().name, minutes)
      : l10n.t('The clock of {0} is {1} minutes behind the gateway’s. Correct it.', machine().name, minutes),
  ];
}

function scopeLines(reads: readonly ScopeFinding[]): string[] {
  const names: Record<ScopeFinding['read'], string> = {
    apps: l10n.t('Apps'),
    environments: l10n.t('Environments'),
    installations: l10n.t('Installations'),
    contributors: l10n.t('Contributors'),
  };
  const words: Record<ScopeFinding['outcome'], string> = {
    allowed: l10n.t('can be read'),
    denied: l10n.t('can’t be read'),
    unknown: l10n.t('not tried, because there is no app'),
  };
  return [
    ...reads.map(({ read, outcome, error }) =>
      escapeReportText(`${names[read]}: ${words[outcome]}${error ? ` (${reason(error)})` : ''}`),
    ),
    l10n.t('Atlassian doesn’t say which scopes a token has. Deleting and uninstalling weren’t tried.'),
  ];
}
