import type { Range } from '../../core/text-position.ts';
import { mapShape } from '../shapes/built-in-shapes.ts';
import { nearestName } from '../shapes/nearest-name.ts';
import type { MapShape, TextForm, ValueShape } from '../shapes/shape-table.ts';
import type { LocatedNode, ManifestReader, MapEntry } from './manifest-reader.ts';
import { variablesIn } from './manifest-variables.ts';
import type { ShapeProblem, ValueLimit } from './shape-problem.ts';

/** A place in a manifest: the key or type that messages name, and its range. */
export interface Place {
  readonly name: string;
  readonly range: Range;
}

/** No part of a manifest is nested deeper. */
const maxDepth = 12;

/** YAML's merge key: what it adds is not judged. */
export const mergeKey = '<<';

/**
 * What is wrong in a map: keys that are not known, required ones that are missing, and values of a wrong kind. Values
 * that are not typed yet, and texts with variables, are not judged.
 */
export function checkMap(
  reader: ManifestReader,
  node: LocatedNode,
  shape: MapShape,
  place: Place,
  depth = 0,
): ShapeProblem[] {
  const entries = reader.entries(node);
  if (depth > maxDepth || entries.some(({ key }) => key === mergeKey)) return [];
  return [
    ...missingKeys(entries, shape, place),
    ...entries.flatMap((entry): ShapeProblem[] => {
      const value = shape.keys.get(entry.key);
      if (value === undefined) return unknownKey(entry, entries, shape, place);
      if (entry.value === undefined) return [];
      const found = checkValue(reader, entry.value, value, { name: entry.key, range: entry.range }, depth);
      return value.isLoose === true ? likelyOnes(found) : found;
    }),
  ];
}

/** Of what is wrong where anything is taken: values that are nearly known ones. */
function likelyOnes(problems: readonly ShapeProblem[]): ShapeProblem[] {
  return problems.flatMap((problem) =>
    problem.kind === 'wrongValue' && problem.nearest !== undefined ? [{ ...problem, isLinted: false }] : [],
  );
}

/** What is wrong in a value, by its kind, its allowed texts, and what is in it. */
function checkValue(
  reader: ManifestReader,
  node: LocatedNode,
  shape: ValueShape,
  place: Place,
  depth = 0,
): ShapeProblem[] {
  const kind = reader.kind(node);
  if (kind === undefined || shape.kinds.includes('any')) return [];
  const text = reader.text(node);
  if (text !== undefined && variablesIn(text).length > 0) return [];
  const isAllowed = text === undefined || shape.values === undefined || shape.values.includes(text);
  if (!shape.kinds.includes(kind) || !isAllowed) return [wrongValue(reader.range(node), text, shape, place)];
  const limit = brokenLimit(reader, node, shape);
  if (limit) return [{ kind: 'beyondLimit', key: place.name, limit, range: reader.range(node), isLinted: true }];
  if (kind === 'list')
    return reader
      .items(node)
      .flatMap((item) => (shape.item ? checkValue(reader, item, shape.item, place, depth + 1) : []));
  const map = kind === 'map' ? mapShape(shape.map) : undefined;
  return map ? checkMap(reader, node, map, place, depth + 1) : [];
}

const forms: Readonly<Record<TextForm, RegExp>> = { name: /^[a-zA-Z0-9_-]+$/, route: /^[a-z0-9-]+$/ };

function brokenLimit(
  reader: ManifestReader,
  node: LocatedNode,
  { range, maxLength, form }: ValueShape,
): ValueLimit | undefined {
  const [text, number] = [reader.text(node), reader.number(node)];
  if (number !== undefined && range && (number < range.min || number > range.max)) return { kind: 'range', ...range };
  // What is not typed yet has no form.
  if (text === undefined || text === '') return undefined;
  if (maxLength !== undefined && Array.from(text).length > maxLength) return { kind: 'length', max: maxLength };
  return form && !forms[form].test(text) ? { kind: 'form', form } : undefined;
}

function missingKeys(entries: readonly MapEntry[], { required }: MapShape, { name, range }: Place): ShapeProblem[] {
  const present = new Set(entries.map(({ key }) => key));
  const missing = required.map((set) => set.filter((key) => !present.has(key)));
  const fewest = Math.min(...missing.map(({ length }) => length));
  if (fewest === 0 || required.length === 0) return [];
  const keys = [...new Map(missing.filter(({ length }) => length === fewest).map((set) => [set.join(), set])).values()];
  return [{ kind: 'missingKey', where: name, keys, range, isLinted: true }];
}

/** An open map takes any key, so that only one that is nearly a known key is told. */
function unknownKey(
  { key, range }: MapEntry,
  entries: readonly MapEntry[],
  shape: MapShape,
  { name }: Place,
): ShapeProblem[] {
  const present = new Set(entries.map((entry) => entry.key));
  const nearest = nearestName(
    key,
    [...shape.keys.keys()].filter((one) => !present.has(one)),
  );
  if (shape.isOpen && nearest === undefined) return [];
  return [
    { kind: 'unknownKey', key, where: name, range, isLinted: !shape.isOpen, ...(nearest !== undefined && { nearest }) },
  ];
}

function wrongValue(
  range: Range,
  text: string | undefined,
  { kinds, values }: ValueShape,
  { name }: Place,
): ShapeProblem {
  const nearest = text === undefined || values === undefined ? undefined : nearestName(text, values);
  return {
    kind: 'wrongValue',
    key: name,
    wanted: kinds,
    range,
    isLinted: true,
    ...(values && { values }),
    ...(nearest !== undefined && { nearest }),
  };
}
