import type { Finding } from './findings.ts';
import type { ManifestProblem } from './manifest-contents.ts';
import type { ShapeProblem } from './shape-problem.ts';

/**
 * A change to a manifest that resolves a finding. `joinScope` writes a scope without the space that splits it;
 * `replaceText` replaces what the finding is about.
 */
export type FindingFix =
  | { readonly kind: 'addScope' | 'removeScope' | 'joinScope'; readonly scope: string; readonly isPreferred: boolean }
  | { readonly kind: 'replaceText'; readonly by: string; readonly isPreferred: boolean }
  | { readonly kind: 'replaceScope'; readonly scope: string; readonly by: string; readonly isPreferred: boolean }
  | {
      readonly kind: 'addAddress' | 'removeAddress';
      /** The list that it is in, like `fetch.backend`. */
      readonly list: string;
      readonly address: string;
      readonly isPreferred: boolean;
    }
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
    case 'missingAddress': {
      const { kind: list, address } = finding.missing;
      return [{ kind: 'addAddress', list, address, isPreferred: true }];
    }
    case 'unusedAddress': {
      const { kind: list, address } = finding.egress;
      return [{ kind: 'removeAddress', list, address, isPreferred: false }];
    }
    case 'missingVariable':
    case 'variableNotEverywhere':
    case 'notInProduction':
      return [];
    case 'shape':
      return shapeFixes(finding.shape);
    case 'problem':
      return problemFixes(finding.problem);
  }
}

/** A resource may be named with one of its entries, which a replacement would lose. */
function shapeFixes(shape: ShapeProblem): readonly FindingFix[] {
  const nearest = 'nearest' in shape && !('to' in shape && shape.to === 'resource') ? shape.nearest : undefined;
  return nearest === undefined ? [] : [{ kind: 'replaceText', by: nearest, isPreferred: true }];
}

function problemFixes({ kind, subject }: ManifestProblem): readonly FindingFix[] {
  switch (kind) {
    case 'scopesShape':
      return [{ kind: 'scopesToList', isPreferred: true }];
    case 'scopeShape':
      return [{ kind: 'scopesToMap', isPreferred: true }];
    case 'scopeSpace':
      return subject === undefined ? [] : [{ kind: 'joinScope', scope: subject, isPreferred: true }];
    default:
      return [];
  }
}
