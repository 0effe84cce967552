import tableText from './manifest-shapes.tsv';
import { type MapShape, type ModuleShape, parseShapeTable, type ShapeTable } from './shape-table.ts';

let parsed: { readonly table: ShapeTable; readonly byType: ReadonlyMap<string, ModuleShape> } | undefined;

function builtIn(): NonNullable<typeof parsed> {
  if (parsed === undefined) {
    const table = parseShapeTable(tableText);
    parsed = { table, byType: new Map(table.modules.map((module) => [module.type, module])) };
  }
  return parsed;
}

/** The keys of a whole manifest. */
export function manifestShape(): MapShape | undefined {
  return mapShape(0);
}

/** The shape of a map by its number in the table. */
export function mapShape(number: number | undefined): MapShape | undefined {
  return number === undefined ? undefined : builtIn().table.maps[number];
}

/** What is known of a type of module; undefined where no such type is known. */
export function moduleShape(type: string): ModuleShape | undefined {
  return builtIn().byType.get(type);
}

/** All types of modules that people write below `modules`, sorted. */
export function moduleTypes(): readonly ModuleShape[] {
  return builtIn().table.modules.filter(({ type }) => !type.startsWith('connect-'));
}
