import type { Range } from '../../core/text-position.ts';
import type { ScopeFacts } from '../scopes/scope-facts.ts';
import type { Manifest, ManifestProblem } from './manifest-contents.ts';
import type { MixedScopes, ScopeNeeds, ScopeReason, UnusedScope } from './needs.ts';

/** What there is to say about a place in a manifest. */
export type Finding = { readonly range: Range } & (
  | { readonly kind: 'problem'; readonly problem: ManifestProblem }
  | { readonly kind: 'duplicateScope'; readonly scope: string }
  /** `nearest`: known scopes that may be meant, the likeliest first; none of them declared. */
  | { readonly kind: 'unknownScope'; readonly scope: string; readonly nearest: readonly string[] }
  /** Documented somewhere, but not taken in manifests. */
  | { readonly kind: 'refusedScope'; readonly scope: string }
  | { readonly kind: 'connectScope'; readonly scope: string }
  | { readonly kind: 'missingScope'; readonly scope: string; readonly reasons: readonly ScopeReason[] }
  | { readonly kind: 'unusedScope'; readonly scope: string; readonly doubts: UnusedScope['doubts'] }
  | { readonly kind: 'mixedScopes'; readonly scope: string; readonly mixed: readonly MixedScopes[] }
  | { readonly kind: 'notInProduction'; readonly scope: string; readonly version: string }
);

export type FindingKind = Finding['kind'];

/** What a manifest is judged by. */
export interface Evidence {
  readonly facts: (scope: string) => ScopeFacts | undefined;
  readonly nearest: (scope: string) => readonly string[];
  /** Absent where they are not looked at. */
  readonly needs?: ScopeNeeds;
  /** Scopes of the latest version in production; absent where it is not known or nothing was deployed there. */
  readonly production?: { readonly version: string; readonly scopes: readonly string[] };
  /** Scopes of the latest versions in all environments: they exist, whatever our facts say. */
  readonly deployed: ReadonlySet<string>;
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** All there is to say about a manifest, in the order of the kinds above. */
export function findings(manifest: Manifest, evidence: Evidence): readonly Finding[] {
  const { needs } = evidence;
  const place = manifest.keys.scopes ?? manifest.keys.permissions ?? manifest.keys.app ?? nowhere;
  return [
    ...manifest.problems.map((problem) => ofProblem(manifest, problem)),
    ...manifest.scopes.flatMap(({ key, range }) => ofScope(manifest, key, range, evidence)),
    ...(needs?.missing ?? []).map(({ scope, reasons }): Finding => ({
      kind: 'missingScope',
      scope,
      reasons,
      range: place,
    })),
    ...(needs?.unused ?? []).map(({ scope, doubts }): Finding => ({
      kind: 'unusedScope',
      scope: scope.key,
      doubts,
      range: scope.range,
    })),
    ...mixedFindings(manifest, needs?.mixed ?? []),
  ];
}

function ofProblem({ scopes, keys }: Manifest, problem: ManifestProblem): Finding {
  const { kind, range } = problem;
  // A key that is there twice is a scope where the scopes are a map.
  const first =
    kind === 'duplicateKey' || kind === 'duplicateScope'
      ? scopes.find(({ key }) => problem.subject === key)
      : undefined;
  const isScope =
    first !== undefined &&
    keys.scopes !== undefined &&
    range.start.line >= keys.scopes.start.line &&
    first.range.start.character === range.start.character;
  return first !== undefined && (kind === 'duplicateScope' || isScope)
    ? { kind: 'duplicateScope', scope: first.key, range }
    : { kind: 'problem', problem, range };
}

function ofScope(
  manifest: Manifest,
  scope: string,
  range: Range,
  { facts, nearest, production, deployed }: Evidence,
): Finding[] {
  // What the Forge CLI fills in from its environment can be any scope.
  if (scope.includes('${')) return [];
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

/** One finding a granular scope, with all that it is mixed for. */
function mixedFindings({ scopes }: Manifest, mixed: readonly MixedScopes[]): Finding[] {
  return scopes.flatMap(({ key, range }): Finding[] => {
    const own = mixed.filter(({ granular }) => granular.includes(key));
    return own.length === 0 ? [] : [{ kind: 'mixedScopes', scope: key, mixed: own, range }];
  });
}
