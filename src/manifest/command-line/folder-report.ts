import { callStatus, type ScannedFile, type ScopeUse, type UnreadCall } from '../code/scan-results.ts';
import type { CallStatus } from '../scopes/call-judgement.ts';
import type { UnreadCode } from '../model/analyze-scope-usage.ts';
import { type FindingFix, fixesOf } from '../model/finding-fixes.ts';
import type { Finding, FindingKind } from '../model/findings.ts';
import type { Manifest } from '../model/manifest-contents.ts';
import type { ShapeProblem } from '../model/shape-problem.ts';

/** What is said of a folder, to be printed as JSON. Paths are relative to it, with `/`; lines count from 1. */
export interface FolderReport {
  readonly manifests: readonly ManifestReport[];
}

export interface ManifestReport {
  readonly path: string;
  /** Null where the manifest has no plain id of an app. */
  readonly appId: string | null;
  /** Those declared, in the order of the manifest. */
  readonly scopes: readonly string[];
  readonly calls: readonly CallReport[];
  readonly findings: readonly FindingReport[];
}

/** A call of the REST API of an Atlassian app. */
export interface CallReport {
  readonly file: string;
  readonly line: number;
  /** Null where it is not known. */
  readonly method: string | null;
  /** With `{…}` for what is known only at run time; null where it is not known. */
  readonly path: string | null;
  readonly status: CallStatus;
  /** All are needed; granular ones only where there are no classic ones. */
  readonly scopes: readonly string[];
}

export interface FindingReport {
  /** `missing`, `unused`, `unknown`, `duplicate`, `mixed`, `shape`, or another one. */
  readonly kind: string;
  readonly scope: string | null;
  /** Of addresses alone. */
  readonly address?: string;
  /** Of shapes alone: what is wrong, like `{ "problem": "missingKey", "where": "macro", "keys": [["title"]] }`. */
  readonly shape?: ShapeReport;
  readonly line: number;
  /** What may make the finding wrong: code that could not be judged, like `src/index.js:12 requestJira`. */
  readonly doubts: readonly string[];
  /** What the editor offers first, like `Add read:jira-work`; null where it offers nothing. */
  readonly fix: string | null;
}

/** A `ShapeProblem` without its place, and with its kind as `problem`. */
export type ShapeReport = { readonly problem: ShapeProblem['kind'] } & Readonly<Record<string, unknown>>;

/** What is said of one manifest, by its path. */
export function reportOf(
  path: string,
  manifest: Manifest,
  code: readonly ScannedFile[],
  findings: readonly Finding[],
): ManifestReport {
  return {
    path,
    appId: manifest.app?.id ?? null,
    scopes: manifest.scopes.map(({ key }) => key),
    calls: code.flatMap(callsIn),
    findings: findings.map(findingReport),
  };
}

function callsIn({ file, uses, unread }: ScannedFile): CallReport[] {
  const calls = [...uses.filter(({ kind }) => kind === 'rest' || kind === 'graph'), ...unread];
  return calls.map((call) => callReport(file, call)).sort((a, b) => a.line - b.line);
}

function callReport(file: string, call: ScopeUse | UnreadCall): CallReport {
  const { method, path } = partsOf(call.text);
  return { file, line: call.range.start.line + 1, method, path, status: callStatus(call), scopes: scopesOf(call) };
}

function scopesOf(call: ScopeUse | UnreadCall): readonly string[] {
  if ('unknown' in call || callStatus(call) === 'needsNone') return [];
  return call.scopes.length > 0 ? call.scopes : call.granular;
}

/** The parts of a call’s text: a method, or the function that is called where that is not known, and a path. */
function partsOf(text: string): Pick<CallReport, 'method' | 'path'> {
  const space = text.indexOf(' ');
  const [before, path] = space < 0 ? [text, null] : [text.slice(0, space), text.slice(space + 1)];
  return { method: /^[A-Z]+$/.test(before) ? before : null, path };
}

const kinds: Readonly<Record<Exclude<FindingKind, 'problem'>, string>> = {
  shape: 'shape',
  duplicateScope: 'duplicate',
  unknownScope: 'unknown',
  refusedScope: 'refused',
  connectScope: 'connect',
  missingScope: 'missing',
  unusedScope: 'unused',
  mixedScopes: 'mixed',
  missingAddress: 'missingAddress',
  unusedAddress: 'unusedAddress',
  missingVariable: 'missingVariable',
  variableNotEverywhere: 'variableNotEverywhere',
  notInProduction: 'notInProduction',
};

function findingReport(finding: Finding): FindingReport {
  const [fix] = fixesOf(finding);
  return {
    kind: kindOf(finding),
    scope: scopeOf(finding),
    ...addressOf(finding),
    ...(finding.kind === 'shape' && { shape: shapeReport(finding.shape) }),
    line: finding.range.start.line + 1,
    doubts: finding.kind === 'unusedScope' ? finding.possibleUses.map(doubtText) : [],
    fix: fix ? fixText(fix) : null,
  };
}

function scopeOf(finding: Finding): string | null {
  if (finding.kind === 'problem') return finding.problem.subject ?? null;
  return 'scope' in finding ? finding.scope : null;
}

function addressOf(finding: Finding): Pick<FindingReport, 'address'> {
  if (finding.kind === 'missingAddress') return { address: finding.missing.address };
  return finding.kind === 'unusedAddress' ? { address: finding.egress.address } : {};
}

function shapeReport(shape: ShapeProblem): ShapeReport {
  const facts = Object.entries(shape).filter(([name]) => name !== 'kind' && name !== 'range');
  return { problem: shape.kind, ...Object.fromEntries(facts) };
}

function kindOf(finding: Finding): string {
  if (finding.kind !== 'problem') return kinds[finding.kind];
  const { kind } = finding.problem;
  return kind === 'scopesShape' || kind === 'scopeShape' || kind === 'scopeSpace' ? 'shape' : kind;
}

function doubtText(use: UnreadCode): string {
  return use.kind === 'file'
    ? `${use.file} (${use.failed})`
    : `${use.file}:${use.call.range.start.line + 1} ${use.call.text} (${use.call.unknown} not known)`;
}

function fixText(fix: FindingFix): string {
  switch (fix.kind) {
    case 'addScope':
      return `Add ${fix.scope}`;
    case 'removeScope':
      return `Remove ${fix.scope}`;
    case 'replaceText':
    case 'replaceScope':
      return `Replace with ${fix.by}`;
    case 'joinScope':
      return `Replace with ${fix.scope}`;
    case 'addAddress':
      return `Add ${fix.address} to ${fix.list}`;
    case 'removeAddress':
      return `Remove ${fix.address} from ${fix.list}`;
    case 'removeDuplicates':
      return 'Remove duplicates';
    case 'scopesToList':
      return 'Convert the scopes to a list';
    case 'scopesToMap':
      return 'Convert the scopes to a map with their settings';
  }
}
