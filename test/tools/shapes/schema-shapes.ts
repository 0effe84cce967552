import * as z from 'zod/mini';
import type {
  MapShape,
  ModuleShape,
  TextForm,
  ValueKind,
  ValueShape,
} from '../../../src/manifest/shapes/shape-table.ts';

/** A part of a JSON schema, as far as it is read. */
const schemaPart = z.record(z.string(), z.unknown());
type Part = z.infer<typeof schemaPart>;

const parts = z.catch(z.array(schemaPart), []);
const texts = z.catch(z.array(z.string()), []);
const anything = z.catch(z.array(z.unknown()), []);
const described = z.object({ description: z.string() });

/** The types of modules and the maps of a published schema. `types` names all types that are taken. */
export function shapesOfSchema(
  schema: unknown,
  types: readonly string[],
): { readonly modules: readonly ModuleShape[]; readonly maps: readonly MapShape[] } {
  return new SchemaReader(schemaPart.parse(schema)).read(types);
}

/** The alternatives of a map before they are one shape. */
interface Alternative {
  readonly properties: Part;
  readonly required: readonly string[];
  readonly isClosed: boolean;
}

const nothing: Alternative = { properties: {}, required: [], isClosed: false };

class SchemaReader {
  readonly #schema: Part;
  readonly #definitions: Part;
  readonly #maps: MapShape[] = [];
  /** Numbers of maps by what they say. */
  readonly #numbers = new Map<string, number>();
  readonly #open = new Set<Part>();

  constructor(schema: Part) {
    this.#schema = schema;
    this.#definitions = schemaPart.parse(schema.definitions);
  }

  read(types: readonly string[]): { modules: readonly ModuleShape[]; maps: readonly MapShape[] } {
    // Modules stand in a part of their own.
    const root = { ...schemaPart.parse(this.#schema.properties), modules: {}, connectModules: {} };
    this.#maps.push({ isOpen: false, required: [[]], keys: new Map() });
    const whole = this.#mapShape([{ properties: root, required: texts.parse(this.#schema.required), isClosed: true }]);
    this.#maps[0] = whole;
    const described = schemaPart.parse(this.#resolved(this.#definitions.ModuleSchema).properties);
    const modules = [...new Set([...Object.keys(described), ...types])].map((type): ModuleShape => {
      // Those of Connect stand below another key, and are not described here.
      if (described[type] === undefined || type.startsWith('connect-')) return { type };
      const item = this.#valueShape(this.#resolved(described[type])).item;
      return { type, ...(item?.map !== undefined && { map: item.map }) };
    });
    return { modules, maps: this.#maps };
  }

  #resolved(part: unknown): Part {
    let current = schemaPart.safeParse(part).data ?? {};
    for (let hops = 0; typeof current.$ref === 'string' && hops < 20; hops++)
      current = schemaPart.safeParse(this.#definitions[current.$ref.replace('#/definitions/', '')]).data ?? {};
    return current;
  }

  #valueShape(given: unknown): ValueShape {
    const part = this.#resolved(given);
    // A schema may contain itself.
    if (this.#open.has(part)) return { kinds: ['any'] };
    this.#open.add(part);
    try {
      return this.#shapeOf(part);
    } finally {
      this.#open.delete(part);
    }
  }

  #shapeOf(part: Part): ValueShape {
    const alternatives = this.#alternatives(part);
    const maps = alternatives.filter(({ kinds }) => kinds.includes('map'));
    const kinds = [...new Set(alternatives.flatMap((one) => one.kinds))];
    if (kinds.includes('any')) return { kinds: ['any'] };
    const textual = alternatives.filter((one) => one.kinds.includes('text'));
    const hasAllValues = textual.length > 0 && textual.every(({ values }) => values.length > 0);
    const values = hasAllValues ? [...new Set(textual.flatMap((one) => one.values))] : undefined;
    const items = alternatives.flatMap(({ item }) => item ?? []);
    const known = maps.flatMap(({ map }) => map ?? []);
    return {
      kinds,
      ...(values ? { values } : textLimits(textual)),
      ...numberRange(alternatives.filter((one) => one.kinds.includes('number'))),
      ...(known.length > 0 && known.length === maps.length && { map: this.#number(this.#mapShape(known)) }),
      ...(items.length > 0 && { item: this.#valueShape(items.length === 1 ? items[0] : { anyOf: items }) }),
    };
  }

  /** What a part can be, with `oneOf` and `anyOf` taken apart and `allOf` put together. */
  #alternatives(given: unknown, around: Alternative = nothing): SchemaAlternative[] {
    const part = this.#resolved(given);
    const own = this.#merged(around, part);
    const choices = [...parts.parse(part.oneOf), ...parts.parse(part.anyOf)];
    if (choices.length > 0) return choices.flatMap((choice) => this.#alternatives(choice, own));
    return [alternativeOf(part, own)];
  }

  #merged(around: Alternative, part: Part): Alternative {
    const all = [part, ...parts.parse(part.allOf).map((one) => this.#resolved(one))];
    return all.reduce<Alternative>(
      ({ properties, required, isClosed }, one) => ({
        properties: { ...properties, ...schemaPart.safeParse(one.properties).data },
        required: [...new Set([...required, ...texts.parse(one.required)])],
        isClosed: isClosed || one.additionalProperties === false,
      }),
      around,
    );
  }

  #mapShape(alternatives: readonly Alternative[]): MapShape {
    const byKey = Map.groupBy(
      alternatives.flatMap(({ properties }) => Object.entries(properties)),
      ([key]) => key,
    );
    const keys = [...byKey]
      .filter(([key, given]) => !isInternal(key, given))
      .map(([key, given]): [string, ValueShape] => {
        const values = given.map(([, value]) => value);
        const isLoose = alternatives.some(({ properties, isClosed }) => !isClosed && !(key in properties));
        const value = this.#valueShape(values.length === 1 ? values[0] : { anyOf: values });
        return [key, { ...value, ...(isLoose && { isLoose }) }];
      });
    return {
      isOpen: !alternatives.every(({ isClosed }) => isClosed),
      required: smallestSets(alternatives.map(({ required }) => required.toSorted())),
      keys: new Map(keys.sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  #number(map: MapShape): number {
    const text = JSON.stringify([map.isOpen, map.required, [...map.keys]]);
    const number = this.#numbers.get(text) ?? this.#maps.push(map) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}

/** The limits that all alternatives of a text have. */
function textLimits(alternatives: readonly SchemaAlternative[]): Pick<ValueShape, 'maxLength' | 'form'> {
  const lengths = alternatives.map(({ maxLength }) => maxLength ?? Infinity);
  const longest = Math.max(...lengths);
  const [form, ...others] = new Set(alternatives.map((one) => one.form));
  return {
    ...(lengths.length > 0 && longest < Infinity && { maxLength: longest }),
    ...(form !== undefined && others.length === 0 && { form }),
  };
}

function numberRange(alternatives: readonly SchemaAlternative[]): Pick<ValueShape, 'range'> {
  const ranges = alternatives.flatMap(({ range }) => range ?? []);
  if (ranges.length === 0 || ranges.length < alternatives.length) return {};
  return { range: { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) } };
}

/** Patterns of the schema that take certain characters alone. */
const forms: ReadonlyMap<string, TextForm> = new Map([
  ['^[a-zA-Z0-9-_]+$', 'name'],
  ['^[a-zA-Z0-9_-]+$', 'name'],
  ['^[a-zA-Z0-9_\\-]+$', 'name'],
  ['^[a-z0-9\\-]+$', 'route'],
]);

const limited = z.object({
  pattern: z.catch(z.string(), ''),
  maxLength: z.catch(z.optional(z.number()), undefined),
  minimum: z.catch(z.optional(z.int()), undefined),
  maximum: z.catch(z.optional(z.int()), undefined),
});

function limitsOf(part: Part): Pick<SchemaAlternative, 'maxLength' | 'form' | 'range'> {
  const { pattern, maxLength, minimum, maximum } = limited.parse(part);
  const form = forms.get(pattern);
  return {
    ...(maxLength !== undefined && { maxLength }),
    ...(form && { form }),
    ...(minimum !== undefined && maximum !== undefined && { range: { min: minimum, max: maximum } }),
  };
}

interface SchemaAlternative extends Pick<ValueShape, 'maxLength' | 'form' | 'range'> {
  readonly kinds: readonly ValueKind[];
  readonly values: readonly string[];
  readonly map?: Alternative;
  readonly item?: unknown;
}

function alternativeOf(part: Part, own: Alternative): SchemaAlternative {
  const values = [...anything.parse(part.enum), ...('const' in part ? [part.const] : [])];
  const kinds = [...new Set(kindsOf(part, own, values))];
  const hasKeys = Object.keys(own.properties).length > 0;
  const isAnyMap = !hasKeys || 'patternProperties' in part || typeof part.additionalProperties === 'object';
  return {
    kinds,
    values: values.every((value) => typeof value === 'string') ? values : [],
    ...limitsOf(part),
    ...(kinds.includes('map') && !(isAnyMap && !hasKeys) && { map: isAnyMap ? { ...own, isClosed: false } : own }),
    ...(kinds.includes('list') && schemaPart.safeParse(part.items).success && { item: part.items }),
  };
}

const kindsOfTypes: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  object: 'map',
  array: 'list',
};

function kindsOf(part: Part, { properties }: Alternative, values: readonly unknown[]): ValueKind[] {
  const types = 'type' in part ? texts.parse(Array.isArray(part.type) ? part.type : [part.type]) : [];
  if (types.length > 0) return types.map((type) => kindsOfTypes[type] ?? 'any');
  if (values.length > 0) return values.map((value) => kindsOfTypes[typeof value] ?? 'any');
  return [Object.keys(properties).length > 0 ? 'map' : 'any'];
}

/** Whether a key is for Forge's own use: people are not to write it. */
function isInternal(key: string, given: readonly [string, unknown][]): boolean {
  const descriptions = given.map(([, value]) => described.safeParse(value).data?.description ?? '');
  return key.endsWith('__i18n') || descriptions.some((text) => /internal-only/i.test(text));
}

/** The sets without those that contain another one. */
function smallestSets(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const distinct = [...new Map(sets.map((set) => [set.join(','), set])).values()];
  const smallest = distinct.filter(
    (set) => !distinct.some((other) => other !== set && other.every((key) => set.includes(key))),
  );
  return smallest.sort((a, b) => (a.join(',') < b.join(',') ? -1 : 1));
}
