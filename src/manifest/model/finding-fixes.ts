import type { Finding } from './findings.ts';

/** A change to a manifest that resolves a finding. */
export type FindingFix =
  | { readonly kind: 'addScope' | 'removeScope'; readonly scope: string; readonly isPreferred: boolean }
  | { readonly kind: 'replaceScope'; readonly scope: string; readonly by: string; readonly isPreferred: boolean }
  | { readonly kind: 'removeDuplicates' | 'scopesToList' | 'scopesToMap'; readonly isPreferred: boolean };

/** What resolves a finding, the likeliest first; empty where nothing is known to. */
export function fixesOf(finding: Finding): readonly FindingFix[] {
  switch (finding.kind) {
    case 'unknownScope': {
      const { scope, nearest } = finding;
      return [
        ...nearest.map((by, index) => ({ kind: 'replaceScope' as const, scope, by, isPreferred: index === 0 })),
        { kind: 'removeScope', scope, isPreferred: false },
      ];
    }
    case 'refusedScope':
    case 'connectScope':
    case 'unusedScope':
    case 'mixedScopes':
      return [{ kind: 'removeScope', scope: finding.scope, isPreferred: false }];
    case 'missingScope':
      return [{ kind: 'addScope', scope: finding.scope, isPreferred: true }];
    case 'duplicateScope':
      return [{ kind: 'removeDuplicates', isPreferred: true }];
    case 'notInProduction':
      return [];
    case 'problem':
      if (finding.problem.kind === 'scopesShape') return [{ kind: 'scopesToList', isPreferred: true }];
      return finding.problem.kind === 'scopeShape' ? [{ kind: 'scopesToMap', isPreferred: true }] : [];
  }
}
