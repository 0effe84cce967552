import * as z from 'zod/mini';
import { redact } from '../core/redaction.ts';
import { jsonText } from './json-text.ts';

/** What the gateway adds to a module's own properties; the Forge CLI leaves it out too, but for the type. */
const internal: ReadonlySet<string> = new Set([
  'functionName',
  'functions',
  'key',
  'outboundAuthContainerId',
  'resourceUploadId',
  'type',
]);

/** A module has no more properties, nested deeper, or longer, in any manifest that Forge accepts. */
const most = { settings: 500, depth: 8, characters: 500 } as const;

const object = z.record(z.string(), z.unknown());

/**
 * Returns the properties of a deployed module (`extensionData`) by path, such as `resolver.function`, sorted by path;
 * numbers and flags as text. What looks like a credential is blotted out. A list of plain values is one property.
 */
export function moduleSettings(extensionData: unknown): readonly (readonly [path: string, value: string])[] {
  const own = Object.entries(object.safeParse(extensionData).data ?? {}).filter(([name]) => !internal.has(name));
  const settings: [string, string][] = [];
  for (const [name, value] of own) collect(name, value, 1, settings);
  return settings.sort(([a], [b]) => (a < b ? -1 : 1));
}

function collect(path: string, value: unknown, depth: number, into: [string, string][]): void {
  if (value === null || value === undefined || into.length >= most.settings) return;
  if (typeof value !== 'object' || depth >= most.depth || isListOfValues(value)) {
    into.push([cut(path), cut(textOf(value))]);
    return;
  }
  for (const [name, inner] of Object.entries(value)) collect(`${path}.${name}`, inner, depth + 1, into);
}

function isListOfValues(value: object): value is unknown[] {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && isListOfValues(value) ? value.map(textOf).join(', ') : jsonText(value);
}

function cut(text: string): string {
  const clean = redact(text);
  return clean.length > most.characters ? `${clean.slice(0, most.characters).toWellFormed()}…` : clean;
}
