import type { Range } from '../../core/text-position.ts';
import { nearestName } from '../shapes/nearest-name.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';
import { variablesIn } from './manifest-variables.ts';
import type { ReferenceTarget, ShapeProblem } from './shape-problem.ts';

/** The key of something that a manifest declares elsewhere. */
export interface Reference {
  readonly to: ReferenceTarget;
  readonly key: string;
  readonly range: Range;
  /** Whether `forge lint` looks at it. */
  readonly isLinted: boolean;
}

export type ModuleReferences = readonly Reference[];

/** The keys that can be referred to; a target is absent where not all of its keys are known. */
export type DeclaredKeys = ReadonlyMap<ReferenceTarget, ReadonlySet<string>>;

const targets: readonly ReferenceTarget[] = ['function', 'resource', 'endpoint', 'remote', 'service'];

/** What a module refers to, in its own keys and in those of the maps in it. Modules of Connect have keys of another kind. */
export function referencesOf(reader: ManifestReader, type: string, module: LocatedNode): ModuleReferences {
  if (type === 'function' || type === 'remote' || type.startsWith('connect-')) return [];
  const entries = reader.entries(module);
  const hasResource = entries.some(({ key }) => key === 'resource');
  return [
    ...entries.flatMap(({ key, value }) => reference(reader, type, key, value, hasResource)),
    ...entries.flatMap(({ value }) =>
      reader.entries(value).flatMap((inner) => reference(reader, type, inner.key, inner.value, hasResource)),
    ),
  ];
}

function reference(
  reader: ManifestReader,
  type: string,
  name: string,
  value: LocatedNode | undefined,
  hasResource: boolean,
): Reference[] {
  const to = targets.find((target) => target === name);
  const text = reader.text(value);
  if (to === undefined || value === undefined || text === undefined || text === '' || variablesIn(text).length > 0)
    return [];
  if ((to === 'remote' || to === 'service') && type !== 'endpoint') return [];
  // A resource may be named with one of its entries.
  const key = to === 'resource' ? (text.split('/')[0] ?? text) : text;
  const isLinted = to === 'resource' ? hasResource : type !== 'endpoint' || to === 'remote' || to === 'service';
  return [{ to, key, range: reader.range(value), isLinted }];
}

/** The keys of functions, endpoints, resources, remotes and services in a manifest. */
export function declaredKeys(reader: ManifestReader, root: LocatedNode): DeclaredKeys {
  const modules = reader.field(root, 'modules');
  const lists: readonly (readonly [ReferenceTarget, LocatedNode | undefined])[] = [
    ['function', reader.field(modules, 'function')],
    ['endpoint', reader.field(modules, 'endpoint')],
    ['resource', reader.field(root, 'resources')],
    ['remote', reader.field(root, 'remotes')],
    ['service', reader.field(root, 'services')],
  ];
  return new Map(
    lists.flatMap(([target, list]) => {
      const keys = reader.items(list).map((item) => reader.text(reader.field(item, 'key')));
      const isKnown = keys.every((key) => key !== undefined && variablesIn(key).length === 0);
      return isKnown ? [[target, new Set(keys.filter((key) => key !== undefined))] as const] : [];
    }),
  );
}

/** References to keys that the manifest does not declare. */
export function unknownReferences(references: Iterable<Reference>, declared: DeclaredKeys): ShapeProblem[] {
  return [...references].flatMap(({ to, key, range, isLinted }): ShapeProblem[] => {
    const known = declared.get(to);
    if (known === undefined || known.has(key)) return [];
    const nearest = nearestName(key, known);
    // Without any resources, forge lint does not look at what refers to them.
    const isSaid = isLinted && !(to === 'resource' && known.size === 0);
    return [{ kind: 'unknownReference', to, key, range, isLinted: isSaid, ...(nearest !== undefined && { nearest }) }];
  });
}
