// Hostile JSON, and valid JSON that was damaged.
import * as fc from 'fast-check';

/**
 * Texts with a special meaning somewhere: markup, paths, formulas, names every object has, lone surrogates, excessive
 * length.
 */
export const hostileTexts = [
  '',
  ' ',
  '\0',
  '\uD800',
  '\u202Egnp.exe',
  '\uFEFF',
  '\r\n',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '../../etc/passwd',
  'C:\\Windows\\con',
  'CON',
  'nul.txt',
  '=HYPERLINK("http://x","y")',
  '+1',
  '-1',
  '@SUM(1)',
  '"',
  '","',
  "'",
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '$(error) $(trash~spin)',
  '[click](command:forgeConsole.app.delete)',
  '![x](https://x.invalid/a.png)',
  '**bold** `code` &lt;b&gt; <b>',
  'javascript:alert(1)',
  'ari:cloud:ecosystem::app/',
  'ari:cloud:ecosystem::app/../../x',
  '-99999999999999999999',
  '99999999999999999',
  '1e999',
  'NaN',
  '0000-00-00',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  'QueryError',
  'x'.repeat(70_000),
  '\u0301'.repeat(5000),
  '🧨'.repeat(3000),
];

/** Placeholders for what JSON.stringify can't write. */
const [deepMark, hugeMark] = ['@@deep@@', '@@huge@@'];

const object = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);

/** Any JSON value, mostly hostile ones. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      2 ** 53,
      -(2 ** 63),
      1e308,
      [],
      object([]),
      [null],
      [[]],
      hugeMark,
      deepMark,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      object([['__proto__', object([['polluted', true]])]]),
      object([['constructor', object([['prototype', object([['polluted', true]])]])]]),
      Array.from({ length: 3000 }, () => null),
      Array.from({ length: 2000 }, (_, index) => index),
    ),
  },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One edit of a value in a JSON document; `at` picks the place. */
export interface Edit {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'add' | 'repeat' | 'wrap' | 'unwrap' | 'swap';
  readonly value: unknown;
  readonly key: string;
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'remove', 'add', 'repeat', 'wrap', 'unwrap', 'swap'),
  value: anyJson,
  key: fc.constantFrom('__proto__', 'constructor', 'toJSON', 'errors', 'data', 'id', 'x'),
});

type Holder = Record<string, unknown> | unknown[];

/** Returns a copy of a JSON document with the edits applied in order. */
export function edited(document: unknown, edits: readonly Edit[]): unknown {
  const root: Holder = [structuredClone(document)];
  for (const { at, how, value: shared, key } of edits) {
    // Later edits change what earlier ones put in: neither a value that other cases use, nor what is above it.
    const value: unknown = structuredClone(shared);
    const places: [Holder, string | number][] = [];
    collect(root, places);
    const place = places[at % places.length];
    if (place === undefined) continue;
    const [holder, name] = place;
    const present = get(holder, name);
    if (how === 'replace') set(holder, name, value);
    else if (how === 'remove') remove(holder, name);
    else if (how === 'wrap') set(holder, name, at % 2 === 0 ? [present] : { [key]: present });
    else if (how === 'unwrap') set(holder, name, isHolder(present) ? Object.values(present)[0] : present);
    else if (how === 'repeat') set(holder, name, Array.isArray(present) ? present.concat(present) : [present, present]);
    else if (how === 'add') addTo(isHolder(present) ? present : holder, key, value);
    else set(holder, name, structuredClone(get(...(places[(at * 7 + 3) % places.length] ?? place))));
  }
  return root[0];
}

/**
 * Returns a JSON document as text, with the placeholders replaced by what JSON.stringify can't write: nesting too deep
 * for any stack, and numbers out of range.
 */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document ?? null);
  return text
    .replaceAll(`"${deepMark}"`, `${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}`)
    .replaceAll(`"${hugeMark}"`, '1e999');
}

function collect(holder: Holder, places: [Holder, string | number][], depth = 0): void {
  if (places.length > 5000 || depth > 40) return;
  for (const name of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
    places.push([holder, name]);
    const value = get(holder, name);
    if (isHolder(value)) collect(value, places, depth + 1);
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function get(holder: Holder, name: string | number): unknown {
  return Object.getOwnPropertyDescriptor(holder, name)?.value;
}

function set(holder: Holder, name: string | number, value: unknown): void {
  // Without the copy, a cycle could arise, which JSON can't express.
  const copy: unknown = isHolder(value) ? structuredClone(value) : value;
  Object.defineProperty(holder, name, { value: copy, enumerable: true, configurable: true, writable: true });
}

function remove(holder: Holder, name: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}

function addTo(holder: Holder, key: string, value: unknown): void {
  if (Array.isArray(holder)) holder.push(value);
  else set(holder, key, value);
}
