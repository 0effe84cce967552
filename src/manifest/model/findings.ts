import type { Range } from '../../core/text-position.ts';
import type { ScopeFacts } from '../scopes/scope-facts.ts';
import type { EgressUsage, MissingAddress } from './egress-usage.ts';
import type { Manifest, ManifestEgress, ManifestProblem } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';
import type { MissingVariable } from './missing-variables.ts';
import type { ShapeProblem } from './shape-problem.ts';
import type { MixedScopes, ScopeUsage, ScopeReason, UnusedScope } from './analyze-scope-usage.ts';

/** A diagnostic about a range of a manifest, without its wording. */
export type Finding = { readonly range: Range } & (
  | { readonly kind: 'problem'; readonly problem: ManifestProblem }
  | { readonly kind: 'shape'; readonly shape: ShapeProblem }
  | { readonly kind: 'duplicateScope'; readonly scope: string }
  /** `nearest`: undeclared known scopes that may be meant, the likeliest first. */
  | { readonly kind: 'unknownScope'; readonly scope: string; readonly nearest: readonly string[] }
  /** A documented scope that manifests must not declare. */
  | { readonly kind: 'refusedScope'; readonly scope: string }
  | { readonly kind: 'connectScope'; readonly scope: string }
  | { readonly kind: 'missingScope'; readonly scope: string; readonly reasons: readonly ScopeReason[] }
  | { readonly kind: 'unusedScope'; readonly scope: string; readonly possibleUses: UnusedScope['possibleUses'] }
  | { readonly kind: 'mixedScopes'; readonly scope: string; readonly mixed: readonly MixedScopes[] }
  | { readonly kind: 'missingAddress'; readonly missing: MissingAddress }
  /** `mayRedirect`: whether the app calls other addresses of the list, which may redirect there. */
  | { readonly kind: 'unusedAddress'; readonly egress: ManifestEgress; readonly mayRedirect: boolean }
  /** `missingVariable`: no environment has it; `variableNotEverywhere`: some of them lack it. */
  | { readonly kind: 'missingVariable' | 'variableNotEverywhere'; readonly variable: MissingVariable }
  | { readonly kind: 'notInProduction'; readonly scope: string; readonly version: string }
);

export type FindingKind = Finding['kind'];

/** What findings are derived from, beside the manifest. */
export interface FindingInputs {
  readonly facts: (scope: string) => ScopeFacts | undefined;
  readonly nearest: (scope: string) => readonly string[];
  /** Absent: no findings about missing, unused and mixed scopes. */
  readonly usage?: ScopeUsage;
  /** Absent: no findings about addresses. */
  readonly egress?: EgressUsage;
  /** Absent: no findings about environment variables. */
  readonly missingVariables?: readonly MissingVariable[];
  /** What is not there beside the manifest; absent where it was not looked for. */
  readonly missingFiles?: readonly ShapeProblem[];
  /** The latest version in production; absent where it is not known or nothing was deployed there. */
  readonly production?: { readonly version: string; readonly scopes: readonly string[] };
  /** Scopes of the latest versions in all environments. They exist, even if the built-in table lacks them. */
  readonly deployed: ReadonlySet<string>;
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** All findings, in the order of the kinds above. */
export function collectFindings(manifest: Manifest, inputs: FindingInputs): readonly Finding[] {
  const { usage } = inputs;
  const scopesRange = manifest.keys.scopes ?? manifest.keys.permissions ?? manifest.keys.app ?? nowhere;
  return [
    ...manifest.problems.map((problem) => problemFinding(manifest, problem)),
    ...[...manifest.shapeProblems, ...(inputs.missingFiles ?? [])].map((shape): Finding => ({
      kind: 'shape',
      shape,
      range: shape.range,
    })),
    ...manifest.scopes.flatMap(({ key, range }) => scopeFindings(manifest, key, range, inputs)),
    ...(usage?.missing ?? []).map(({ scope, reasons }): Finding => ({
      kind: 'missingScope',
      scope,
      reasons,
      range: scopesRange,
    })),
    ...(usage?.unused ?? []).map(({ scope, possibleUses }): Finding => ({
      kind: 'unusedScope',
      scope: scope.key,
      possibleUses,
      range: scope.range,
    })),
    ...mixedFindings(manifest, usage?.mixed ?? []),
    ...addressFindings(manifest, inputs.egress),
    ...(inputs.missingVariables ?? []).map((variable): Finding => ({
      kind: variable.lackedBy === 'all' ? 'missingVariable' : 'variableNotEverywhere',
      variable,
      range: manifest.appId ?? manifest.keys.app ?? nowhere,
    })),
  ];
}

function problemFinding({ scopes, keys }: Manifest, problem: ManifestProblem): Finding {
  const { kind, range } = problem;
  // Where the scopes are a map, a duplicate key in it is a duplicate scope.
  const duplicated =
    kind === 'duplicateKey' || kind === 'duplicateScope'
      ? scopes.find(({ key }) => problem.subject === key)
      : undefined;
  const isScope =
    duplicated !== undefined &&
    keys.scopes !== undefined &&
    range.start.line >= keys.scopes.start.line &&
    duplicated.range.start.character === range.start.character;
  return duplicated !== undefined && (kind === 'duplicateScope' || isScope)
    ? { kind: 'duplicateScope', scope: duplicated.key, range }
    : { kind: 'problem', problem, range };
}

function scopeFindings(
  manifest: Manifest,
  scope: string,
  range: Range,
  { facts, nearest, production, deployed }: FindingInputs,
): Finding[] {
  // A variable without a known value can hold any scope.
  if (variablesIn(scope).length > 0) return [];
  const known = facts(scope);
  const declared = (key: string) => manifest.scopes.some((one) => one.key === key);
  const found: Finding[] = [];
  if (known === undefined && !deployed.has(scope))
    found.push({ kind: 'unknownScope', scope, nearest: nearest(scope).filter((key) => !declared(key)), range });
  else if (known?.accepted === false && !deployed.has(scope)) found.push({ kind: 'refusedScope', scope, range });
  if (known?.kind === 'connect' && !manifest.hasConnectModules) found.push({ kind: 'connectScope', scope, range });
  if (found.length === 0 && production !== undefined && !production.scopes.includes(scope))
    found.push({ kind: 'notInProduction', scope, version: production.version, range });
  return found;
}

function addressFindings({ keys }: Manifest, egress: EgressUsage | undefined): Finding[] {
  const elsewhere = keys.external ?? keys.permissions ?? keys.app ?? nowhere;
  return [
    ...(egress?.missing ?? []).map((missing): Finding => ({
      kind: 'missingAddress',
      missing,
      range: keys[missing.kind] ?? elsewhere,
    })),
    ...(egress?.unused ?? []).map((one): Finding => ({
      kind: 'unusedAddress',
      egress: one,
      mayRedirect: [...(egress?.used ?? [])].some(([{ kind }, places]) => kind === one.kind && places.length > 0),
      range: one.range,
    })),
  ];
}

/** One finding for each granular scope, with everything that it is mixed for. */
function mixedFindings({ scopes }: Manifest, mixed: readonly MixedScopes[]): Finding[] {
  return scopes.flatMap(({ key, range }): Finding[] => {
    const own = mixed.filter(({ granular }) => granular.includes(key));
    return own.length === 0 ? [] : [{ kind: 'mixedScopes', scope: key, mixed: own, range }];
  });
}
