import { manifestShape, mapShape, moduleShape } from './built-in-shapes.ts';
import type { MapShape, ModuleShape, ValueShape } from './shape-table.ts';

/** What is known of a place in a manifest by the keys around it. */
export interface ShapeAt {
  /** The type of module that the place is in, or of which it is the list. */
  readonly module?: ModuleShape;
  /** The map that is there: of the place itself, or of each item of the list there. */
  readonly map?: MapShape;
  /** The value that is there; absent for the whole manifest and modules. */
  readonly value?: ValueShape;
}

/** The shape below some keys, from the outermost on; undefined where nothing is known. The path `[]` is the manifest. */
export function shapeAt(path: readonly string[]): ShapeAt | undefined {
  const [first, type, ...rest] = path;
  if (first !== 'modules') return below({ ...mapped(manifestShape()) }, path);
  if (type === undefined) return {};
  const module = moduleShape(type);
  return module && below({ module, ...mapped(mapShape(module.map)) }, rest);
}

function below(from: ShapeAt, path: readonly string[]): ShapeAt | undefined {
  let current: ShapeAt = from;
  for (const key of path) {
    const value = current.map?.keys.get(key);
    if (value === undefined) return undefined;
    current = {
      ...(from.module && { module: from.module }),
      value,
      ...mapped(mapShape(value.map) ?? mapShape(value.item?.map)),
    };
  }
  return current;
}

function mapped(map: MapShape | undefined): Pick<ShapeAt, 'map'> {
  return map ? { map } : {};
}

/** The texts that a value can be, or the items of a list; empty where any text is. */
export function allowedTexts({ kinds, values, item }: ValueShape): readonly string[] {
  const own = [...(values ?? []), ...(kinds.includes('boolean') ? ['true', 'false'] : [])];
  return own.length > 0 || item === undefined ? own : allowedTexts(item);
}
