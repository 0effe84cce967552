import { manifestShape, mapShape, moduleShape, moduleTypes } from '../shapes/built-in-shapes.ts';
import { nearestName } from '../shapes/nearest-name.ts';
import type { Range } from '../../core/text-position.ts';
import type { MapShape } from '../shapes/shape-table.ts';
import { checkMap, mergeKey, type Place } from './check-shape.ts';
import type { LocatedNode, ManifestReader, NodeCache } from './manifest-reader.ts';
import { declaredKeys, type ModuleReferences, referencesOf, unknownReferences } from './module-references.ts';
import { variablesIn } from './manifest-variables.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** More problems than anybody reads. */
const maxProblems = 200;

/** A module judged by itself, and what it refers to. */
interface JudgedModule {
  readonly problems: readonly ShapeProblem[];
  readonly references: ModuleReferences;
}

const cache: NodeCache<JudgedModule> = new WeakMap();

/**
 * What a manifest says that Forge does not take: types, keys and values that the published schema does not know, and
 * keys of functions, resources and the like that are not there. The reader is used up: its own problems are of no use
 * after this. Empty where it could not read everything.
 */
export function checkManifest(reader: ManifestReader): readonly ShapeProblem[] {
  const { root } = reader;
  const shape = manifestShape();
  if (root === undefined || shape === undefined || !reader.isMap(root)) return [];
  const modules = reader.field(root, 'modules');
  const judged = judgedModules(reader, modules);
  const problems = [
    ...checkMap(reader, root, shape, { name: 'manifest.yml', range: firstKeyRange(reader, root) }).filter(
      isNotDeprecated,
    ),
    ...noModules(reader, root),
    ...unknownModules(reader, modules),
    ...judged.flatMap((one) => one.problems),
    ...unknownReferences(
      judged.flatMap(({ references }) => references),
      declaredKeys(reader, root),
    ),
    ...duplicateModules(reader, modules),
  ];
  // With a part left out, what is there may seem not to be.
  return reader.problems.length > 0 ? [] : distinct(problems).slice(0, maxProblems);
}

/** `forge lint` only advises against `app.name`, which all apps had. */
function isNotDeprecated(problem: ShapeProblem): boolean {
  return !(problem.kind === 'unknownKey' && problem.where === 'app' && problem.key === 'name');
}

function judgedModules(reader: ManifestReader, modules: LocatedNode | undefined): JudgedModule[] {
  return reader
    .entries(modules)
    .flatMap(({ key: type, value }) =>
      reader.items(value).map((item) => reader.cached(cache, item, type, () => judgedModule(reader, type, item))),
    );
}

function judgedModule(reader: ManifestReader, type: string, item: LocatedNode): JudgedModule {
  const map = mapShape(moduleShape(type)?.map);
  const keyNode = reader.field(item, 'key');
  const range = keyNode ? reader.range(keyNode) : firstKeyRange(reader, item);
  return {
    problems: [
      ...(map ? checkValueAsMap(reader, item, map, { name: type, range }) : []),
      ...(type === 'function' ? wrongHandlers(reader, item) : []),
    ],
    references: referencesOf(reader, type, item),
  };
}

function checkValueAsMap(
  reader: ManifestReader,
  item: LocatedNode,
  map: MapShape,
  place: Place,
): readonly ShapeProblem[] {
  if (reader.isMap(item)) return checkMap(reader, item, map, place);
  return [{ kind: 'wrongValue', key: place.name, wanted: ['map'], range: reader.range(item), isLinted: true }];
}

/** A path below the folder of the code without its extension, a dot, and an export. */
const handlerForm = /^[\p{Alpha}\d_-]+(?:\/[\p{Alpha}\d_-]+)*\.[\p{Alpha}\d_-]+$/u;

function wrongHandlers(reader: ManifestReader, item: LocatedNode): ShapeProblem[] {
  const node = reader.field(item, 'handler');
  const handler = reader.text(node);
  if (node === undefined || handler === undefined || variablesIn(handler).length > 0) return [];
  return handler.length <= maxHandlerLength && handlerForm.test(handler)
    ? []
    : [{ kind: 'wrongHandler', handler, range: reader.range(node), isLinted: true }];
}

const maxHandlerLength = 1_000;

/** An app has a module, or those of a Connect app. Where the key is not there, it is not typed yet. */
function noModules(reader: ManifestReader, root: LocatedNode): ShapeProblem[] {
  const entries = reader.entries(root);
  const modules = entries.find(({ key }) => key === 'modules');
  const hasOthers = entries.some(({ key }) => key === 'connectModules' || key === mergeKey);
  if (hasOthers || modules === undefined || !reader.isMap(modules.value)) return [];
  const isEmpty = reader.entries(modules.value).length === 0;
  return isEmpty ? [{ kind: 'noModules', range: modules.range, isLinted: true }] : [];
}

function unknownModules(reader: ManifestReader, modules: LocatedNode | undefined): ShapeProblem[] {
  return reader.entries(modules).flatMap(({ key: type, range }): ShapeProblem[] => {
    if (type === '<<' || moduleShape(type) !== undefined) return [];
    const nearest = nearestName(
      type,
      moduleTypes().map((module) => module.type),
    );
    return [{ kind: 'unknownModule', type, range, isLinted: true, ...(nearest !== undefined && { nearest }) }];
  });
}

/** Keys of modules that several modules have, whatever their types. */
function duplicateModules(reader: ManifestReader, modules: LocatedNode | undefined): ShapeProblem[] {
  const seen = new Set<string>();
  return reader.entries(modules).flatMap(({ value }) =>
    reader.items(value).flatMap((item): ShapeProblem[] => {
      const node = reader.field(item, 'key');
      const key = reader.text(node);
      if (node === undefined || key === undefined) return [];
      const isDuplicate = seen.has(key);
      seen.add(key);
      return isDuplicate ? [{ kind: 'duplicateModule', key, range: reader.range(node), isLinted: true }] : [];
    }),
  );
}

function firstKeyRange(reader: ManifestReader, node: LocatedNode): Range {
  return reader.entries(node)[0]?.range ?? reader.range(node);
}

/** Each problem once: what an alias stands for may be read several times. */
function distinct(problems: readonly ShapeProblem[]): ShapeProblem[] {
  const byPlace = problems.map((problem) => {
    const { line, character } = problem.range.start;
    return [`${problem.kind} ${line} ${character}`, problem] as const;
  });
  return [...new Map(byPlace).values()];
}
