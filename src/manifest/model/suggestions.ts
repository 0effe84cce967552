import { moduleTypes } from '../shapes/built-in-shapes.ts';
import { allowedTexts, shapeAt } from '../shapes/shape-at.ts';
import type { MapShape, ValueShape } from '../shapes/shape-table.ts';
import type { Manifest } from './manifest-contents.ts';
import type { ReferenceTarget } from './shape-problem.ts';
import type { TextPlace } from './text-place.ts';

/** Something that can stand at a place of a manifest. */
export interface Suggestion {
  readonly kind: 'module' | 'key' | 'value' | 'reference';
  readonly text: string;
  /** What follows it, with line breaks and indentation relative to its line. */
  readonly suffix: string;
  /** Of keys: whether every form of the map needs it. */
  readonly isRequired: boolean;
}

/** What can stand at a place: required keys first, then by name. Keys that are there already are left out. */
export function suggestionsAt(place: TextPlace, manifest: Manifest): readonly Suggestion[] {
  const { path, kind, siblings, hasColon } = place;
  if (kind === 'key' && path.length === 1 && path[0] === 'modules') return moduleSuggestions(siblings, hasColon);
  const shape = shapeAt(path);
  if (shape === undefined) return [];
  const values =
    kind !== 'key' && shape.value ? [...valueSuggestions(shape.value), ...referenceSuggestions(path, manifest)] : [];
  const keys = kind !== 'value' && shape.map ? keySuggestions(shape.map, siblings, hasColon) : [];
  return [...values, ...keys];
}

function moduleSuggestions(siblings: ReadonlySet<string>, hasColon: boolean): Suggestion[] {
  return moduleTypes()
    .filter(({ type }) => !siblings.has(type))
    .map(({ type }) => ({ kind: 'module', text: type, suffix: hasColon ? '' : ':\n  - key: ', isRequired: false }));
}

function keySuggestions({ keys, required }: MapShape, siblings: ReadonlySet<string>, hasColon: boolean): Suggestion[] {
  const always = new Set(requiredKeys(required));
  return [...keys]
    .filter(([key]) => !siblings.has(key))
    .map(([key, value]): Suggestion => ({
      kind: 'key',
      text: key,
      suffix: hasColon ? '' : suffixOf(value),
      isRequired: always.has(key),
    }))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

/** The keys that every form of a map needs. */
export function requiredKeys(required: MapShape['required']): readonly string[] {
  return (required[0] ?? []).filter((key) => required.every((set) => set.includes(key)));
}

/** Maps and lists begin on a line of their own. */
function suffixOf({ kinds }: ValueShape): string {
  if (kinds[0] === 'list') return ':\n  - ';
  return kinds[0] === 'map' && kinds.length === 1 ? ':\n  ' : ': ';
}

function valueSuggestions(value: ValueShape): Suggestion[] {
  return allowedTexts(value).map((text) => ({ kind: 'value', text, suffix: '', isRequired: false }));
}

function referenceSuggestions(path: readonly string[], manifest: Manifest): Suggestion[] {
  const keys = keysByTarget(manifest)[path.at(-1) ?? ''] ?? [];
  return path[0] === 'modules' || path[0] === 'providers' || path[0] === 'permissions'
    ? [...new Set(keys)].map((text) => ({ kind: 'reference', text, suffix: '', isRequired: false }))
    : [];
}

function keysByTarget({ modules, remotes, resources }: Manifest): Readonly<Partial<Record<string, readonly string[]>>> {
  const ofType = (type: string) => modules.flatMap((module) => (module.type === type ? (module.key ?? []) : []));
  const keys: Record<Exclude<ReferenceTarget, 'service'>, readonly string[]> = {
    function: ofType('function'),
    endpoint: ofType('endpoint'),
    remote: remotes.map(({ key }) => key),
    resource: resources.map(({ key }) => key),
  };
  return keys;
}
