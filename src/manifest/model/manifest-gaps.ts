import type { Range } from '../../core/text-position.ts';
import type { Manifest, ManifestGap } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';
import { splitLines } from './scopes-section.ts';

const parts: readonly ManifestGap['part'][] = ['scopes', 'egress', 'contentPolicies', 'remotes'];

/** Keys whose second entry is not read, and may hold any permission. */
const keysAbovePermissions: readonly string[] = ['permissions', 'scopes', 'external', 'fetch', 'content'];

/** The gaps of a manifest, each once: where its text is broken, and where it depends on variables without a value. */
export function gapsOf(
  text: string,
  manifest: Pick<Manifest, 'problems' | 'keys' | 'scopes' | 'egress' | 'contentPolicies' | 'remotes'>,
): readonly ManifestGap[] {
  const all = [...brokenParts(text, manifest), ...variableGaps(manifest)];
  return [...new Map(all.map((gap) => [`${gap.part} ${gap.cause} ${gap.variable ?? ''}`, gap])).values()];
}

function brokenParts(
  text: string,
  { problems, keys }: Pick<Manifest, 'problems' | 'keys' | 'scopes' | 'egress' | 'contentPolicies' | 'remotes'>,
): ManifestGap[] {
  const gaps = (cause: 'yaml' | 'shape', of: readonly ManifestGap['part'][]) => of.map((part) => ({ part, cause }));
  const end = problems.length === 0 ? 0 : endOfPermissions(text, keys.permissions);
  return problems.flatMap(({ kind, subject = '', range: { start } }): ManifestGap[] => {
    switch (kind) {
      case 'unreadable':
      case 'tooManyEntries':
        return gaps('yaml', parts);
      case 'yaml':
        return gaps('yaml', start.line <= end ? parts : ['remotes']);
      case 'duplicateKey':
        return isAbovePermissions(subject, start.line, keys) ? gaps('yaml', parts) : [];
      case 'scopesShape':
      case 'scopeShape':
      case 'scopeSpace':
        return gaps('shape', ['scopes']);
      case 'shape':
        return gaps('shape', ['egress', 'contentPolicies', 'remotes']);
      default:
        return [];
    }
  });
}

/** The first line after `permissions`; the end of the text where that key is not found. */
function endOfPermissions(text: string, key: Range | undefined): number {
  const lines = splitLines(text);
  const next = key && lines.findIndex((line, index) => index > key.start.line && /^[^\s#\]}-]/.test(line));
  return next === undefined || next < 0 ? lines.length : next;
}

function isAbovePermissions(subject: string, line: number, { permissions }: Manifest['keys']): boolean {
  return permissions !== undefined && line >= permissions.start.line && keysAbovePermissions.includes(subject);
}

function variableGaps({
  scopes,
  egress,
  contentPolicies,
  remotes,
}: Pick<Manifest, 'problems' | 'keys' | 'scopes' | 'egress' | 'contentPolicies' | 'remotes'>): ManifestGap[] {
  const texts: readonly (readonly [ManifestGap['part'], string])[] = [
    ...scopes.map(({ key }) => ['scopes', key] as const),
    ...egress.map(({ address }) => ['egress', address] as const),
    ...contentPolicies.map(({ policy }) => ['contentPolicies', policy] as const),
    ...remotes.flatMap(({ key, baseUrl = '', baseUrls = {} }) =>
      [key, baseUrl, ...Object.values(baseUrls)].map((one) => ['remotes', one] as const),
    ),
  ];
  return texts.flatMap(([part, one]) => variablesIn(one).map((variable) => ({ part, cause: 'variable', variable })));
}

/** Whether the YAML of the scopes, or above them, is broken: they can't be judged or changed until it is right. */
export function hasBrokenScopes({ gaps }: Pick<Manifest, 'gaps'>): boolean {
  return gaps.some(({ part, cause }) => part === 'scopes' && cause !== 'variable');
}

/** Whether scopes may be declared that are not known. */
export function mayHaveMoreScopes({ gaps }: Pick<Manifest, 'gaps'>): boolean {
  return gaps.some(({ part }) => part === 'scopes');
}

/** Whether a change of a manifest's text is unsafe, because its permissions may not be what was read. */
export function isYamlBroken({ gaps }: Pick<Manifest, 'gaps'>): boolean {
  return gaps.some(({ part, cause }) => part === 'scopes' && cause === 'yaml');
}
