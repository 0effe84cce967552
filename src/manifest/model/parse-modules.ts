import type { ManifestModule, ManifestTitle, ManifestListItem } from './manifest-contents.ts';
import type { NodeCache, LocatedNode, ManifestReader } from './manifest-reader.ts';

const moduleCache: NodeCache<ManifestModule> = new WeakMap();

/** The modules below `modules`, which has a list for each type. */
export function modulesOf(reader: ManifestReader, modules: LocatedNode | undefined): ManifestModule[] {
  return reader.entries(modules).flatMap(({ key: type, range, value }) => {
    if (!reader.isFilled(value)) return [];
    if (!reader.isList(value)) {
      reader.report({ kind: 'shape', message: `${type} is a list of modules`, range });
      return [];
    }
    return reader
      .items(value)
      .map((item) => reader.cached(moduleCache, item, type, () => toModule(reader, type, item)));
  });
}

function toModule(reader: ManifestReader, type: string, item: LocatedNode): ManifestModule {
  const keyNode = reader.field(item, 'key');
  const key = reader.text(keyNode);
  // UI modules have a `title`; fields, JQL functions, workflow modules, merge checks and the like a `name`.
  const title = titleOf(reader, reader.field(item, 'title')) ?? titleOf(reader, reader.field(item, 'name'));
  const handler = type === 'function' ? reader.text(reader.field(item, 'handler')) : undefined;
  const responseType = reader.text(reader.field(reader.field(item, 'response'), 'type'));
  return {
    type,
    range: reader.range(keyNode ?? item),
    ...(key !== undefined && { key }),
    ...(title && { title }),
    ...(responseType !== undefined && { responseType }),
    ...(handler !== undefined && { handler }),
    ...(type === 'trigger' && { events: listItems(reader, reader.field(item, 'events')) }),
    ...(type === 'rovo:agentConnector' && {
      productContexts: listItems(reader, reader.field(item, 'productContexts')),
    }),
  };
}

function listItems(reader: ManifestReader, list: LocatedNode | undefined): ManifestListItem[] {
  return reader.items(list).flatMap((item) => {
    const text = reader.text(item);
    return text === undefined ? [] : [{ text, range: reader.range(item) }];
  });
}

/** A title in Forge's form, a text or `{i18n: key}`, or in that of Connect, `{value: text}`. */
function titleOf(reader: ManifestReader, node: LocatedNode | undefined): ManifestTitle | undefined {
  if (node === undefined) return undefined;
  const text = reader.text(node);
  if (text !== undefined) return { text, isTranslated: false, range: reader.range(node) };
  const [valueNode, keyNode] = [reader.field(node, 'value'), reader.field(node, 'i18n')];
  const [value, key] = [reader.text(valueNode), reader.text(keyNode)];
  if (valueNode && value !== undefined) return { text: value, isTranslated: false, range: reader.range(valueNode) };
  if (keyNode && key !== undefined) return { text: key, isTranslated: true, range: reader.range(keyNode) };
  return undefined;
}
