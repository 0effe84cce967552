/** What a value in a manifest can be; `any` is not judged. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'map' | 'list' | 'any';

/** Which characters a text takes: `name`: letters, digits, `-` and `_`; `route`: small letters, digits and `-`. */
export type TextForm = 'name' | 'route';

/** The values that a place in a manifest takes. */
export interface ValueShape {
  readonly kinds: readonly ValueKind[];
  /** All texts that are allowed; absent where any text is. */
  readonly values?: readonly string[];
  /** Of numbers: the smallest and the largest one. */
  readonly range?: { readonly min: number; readonly max: number };
  /** Of texts, in characters. */
  readonly maxLength?: number;
  readonly form?: TextForm;
  /** The number of the map's shape; absent where any map is allowed. */
  readonly map?: number;
  /** Of the items of a list; absent where any are allowed. */
  readonly item?: ValueShape;
  /** Whether some forms of the map around it do not know the key, and take anything there. */
  readonly isLoose?: boolean;
}

/** The keys of a map in a manifest. */
export interface MapShape {
  /** Whether it may have other keys than these. */
  readonly isOpen: boolean;
  /** Sets of keys, of which all keys of at least one are required. */
  readonly required: readonly (readonly string[])[];
  readonly keys: ReadonlyMap<string, ValueShape>;
}

/** A type of module, like `jira:issuePanel`. */
export interface ModuleShape {
  readonly type: string;
  /** The number of the shape of one module; absent where nothing is known of it. */
  readonly map?: number;
  /** The last part of the address of its page in the documentation; absent where it has none of its own. */
  readonly page?: string;
}

/** The facts of the published schema of manifests. */
export interface ShapeTable {
  /** Where they come from, with version and date. */
  readonly source: string;
  readonly modules: readonly ModuleShape[];
  /** The first is that of a whole manifest. */
  readonly maps: readonly MapShape[];
}

/**
 * Parses the table: a line with `# source`, a part `= modules` with type, number of the map and page of each type, and a
 * part `= open` or `= closed`, with the sets of required keys, for each map, whose lines have a key and a value. Throws
 * where a map is named that is not there.
 */
export function parseShapeTable(text: string): ShapeTable {
  const [head = '', ...parts] = text.trimEnd().split(/\r?\n(?=[#=] )/);
  const sections = parts.map((part) => part.split(/\r?\n/).map((line) => line.split('\t')));
  const modules = sections.filter(([title]) => title?.[0] === '= modules').flatMap(([, ...rows]) => rows);
  const maps = sections.filter(([title]) => title?.[0] !== '= modules').map(mapOf);
  const table = { source: head.slice(2), modules: modules.map(moduleOf), maps };
  const named = [...table.modules.flatMap(({ map }) => map ?? []), ...maps.flatMap(mapsNamedBy)];
  const unknown = named.find((number) => maps[number] === undefined);
  if (unknown !== undefined) throw new Error(`The table of shapes has no map ${unknown}`);
  return table;
}

function moduleOf([type = '', map = '', page = '']: readonly string[]): ModuleShape {
  return { type, ...(map !== '' && { map: Number(map) }), ...(page !== '' && { page }) };
}

function mapOf([title, ...rows]: readonly (readonly string[])[]): MapShape {
  const [kind, required = ''] = title ?? [];
  return {
    isOpen: kind === '= open',
    required: required === '' ? [[]] : required.split('|').map((set) => set.split(',')),
    keys: new Map(rows.map(([key = '', value = '']) => [key, valueOf(value)])),
  };
}

/**
 * `text=a|b / map:3 / list of text`, with `~` before what is loose; `text(255 name)` for a text with a maximum of
 * characters and a form, `number(1..900)` for a number in a range.
 */
function valueOf(text: string): ValueShape {
  if (text.startsWith('~')) return { ...valueOf(text.slice(1)), isLoose: true };
  const [value, item] = splitOnce(text, 'list of ');
  const words = (item === undefined ? value : `${value}list`).split(' / ');
  const kinds: ValueKind[] = [];
  let shape: Omit<ValueShape, 'kinds'> = {};
  for (const word of words) {
    const [, written = '', limits, mark] = /^([^(=:]*)(?:\(([^)]*)\))?(.)?/.exec(word) ?? [];
    const [kind, detail] = [written.trim(), mark === undefined ? undefined : splitOnce(word, /[=:]/)[1]];
    if (!isKind(kind)) throw new Error(`The table of shapes has an unknown kind of value: ${word}`);
    kinds.push(kind);
    if (limits !== undefined) shape = { ...shape, ...limitsOf(limits) };
    if (detail !== undefined)
      shape = { ...shape, ...(kind === 'map' ? { map: Number(detail) } : { values: detail.split('|') }) };
  }
  return { kinds, ...shape, ...(item !== undefined && { item: valueOf(item) }) };
}

function limitsOf(text: string): Pick<ValueShape, 'range' | 'maxLength' | 'form'> {
  const [, min, max] = /^(\d+)\.\.(\d+)$/.exec(text) ?? [];
  if (min !== undefined && max !== undefined) return { range: { min: Number(min), max: Number(max) } };
  const words = text.split(' ');
  const length = words.find((word) => /^\d+$/.test(word));
  const form = words.find((word): word is TextForm => word === 'name' || word === 'route');
  return { ...(length !== undefined && { maxLength: Number(length) }), ...(form && { form }) };
}

function splitOnce(text: string, by: string | RegExp): [string, string?] {
  const at = typeof by === 'string' ? text.indexOf(by) : text.search(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + (typeof by === 'string' ? by.length : 1))];
}

function isKind(word: string): word is ValueKind {
  return ['text', 'number', 'boolean', 'map', 'list', 'any'].includes(word);
}

function mapsNamedBy({ keys }: MapShape): number[] {
  const named = ({ map, item }: ValueShape): number[] => [
    ...(map === undefined ? [] : [map]),
    ...(item ? named(item) : []),
  ];
  return [...keys.values()].flatMap(named);
}

/** Formats a table for `parseShapeTable`: types and keys sorted, with a newline at the end. */
export function formatShapeTable({ source, modules, maps }: ShapeTable): string {
  const lines = [
    `# ${source}`,
    '= modules',
    ...modules
      .toSorted((a, b) => (a.type < b.type ? -1 : 1))
      .map(({ type, map, page }) => [type, map ?? '', page ?? ''].join('\t').trimEnd()),
    ...maps.flatMap(({ isOpen, required, keys }) => [
      [isOpen ? '= open' : '= closed', required.map((set) => set.join(',')).join('|')].join('\t').trimEnd(),
      ...[...keys]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${key}\t${value.isLoose === true ? '~' : ''}${formatValue(value)}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A value with its kinds in the order of `ValueKind`, a list last but for `any`. */
function formatValue({ kinds, values, range, maxLength, form, map, item }: ValueShape): string {
  const textLimits = [...(maxLength === undefined ? [] : [String(maxLength)]), ...(form ? [form] : [])].join(' ');
  const words = kinds
    .filter((kind) => kind !== 'list')
    .map((kind) => {
      if (kind === 'text' && values) return `text=${values.join('|')}`;
      if (kind === 'text' && textLimits !== '') return `text(${textLimits})`;
      if (kind === 'number' && range) return `number(${range.min}..${range.max})`;
      return kind === 'map' && map !== undefined ? `map:${map}` : kind;
    });
  if (kinds.includes('list')) words.push(item ? `list of ${formatValue(item)}` : 'list');
  return words.join(' / ');
}
