import type { ManifestModule, ManifestTitle, ManifestWord } from './manifest-contents.ts';
import type { Memory, Node, Reader } from './manifest-reader.ts';

const modulesRead: Memory<ManifestModule> = new WeakMap();

/** The modules under `modules`, each type a list of them. */
export function modulesOf(reader: Reader, modules: Node | undefined): ManifestModule[] {
  return reader.entries(modules).flatMap(({ key: type, range, value }) => {
    if (!reader.isFilled(value)) return [];
    if (!reader.isList(value)) {
      reader.problem({ kind: 'shape', message: `${type} is a list of modules`, range });
      return [];
    }
    return reader
      .items(value)
      .map((item) => reader.remembered(modulesRead, item, type, () => toModule(reader, type, item)));
  });
}

function toModule(reader: Reader, type: string, item: Node): ManifestModule {
  const keyNode = reader.field(item, 'key');
  const key = reader.text(keyNode);
  // UI modules have a `title`; fields, JQL functions, workflow modules, merge checks and the like a `name`.
  const title = titleOf(reader, reader.field(item, 'title')) ?? titleOf(reader, reader.field(item, 'name'));
  const responseType = reader.text(reader.field(reader.field(item, 'response'), 'type'));
  return {
    type,
    range: reader.range(keyNode ?? item),
    ...(key !== undefined && { key }),
    ...(title && { title }),
    ...(responseType !== undefined && { responseType }),
    ...(type === 'trigger' && { events: words(reader, reader.field(item, 'events')) }),
    ...(type === 'rovo:agentConnector' && { productContexts: words(reader, reader.field(item, 'productContexts')) }),
  };
}

function words(reader: Reader, list: Node | undefined): ManifestWord[] {
  return reader.items(list).flatMap((item) => {
    const text = reader.text(item);
    return text === undefined ? [] : [{ text, range: reader.range(item) }];
  });
}

/** A title as Forge writes it, a text or `{i18n: key}`, or as Connect does, `{value: text}`. */
function titleOf(reader: Reader, node: Node | undefined): ManifestTitle | undefined {
  if (node === undefined) return undefined;
  const text = reader.text(node);
  if (text !== undefined) return { text, isTranslated: false, range: reader.range(node) };
  const [valueNode, keyNode] = [reader.field(node, 'value'), reader.field(node, 'i18n')];
  const [value, key] = [reader.text(valueNode), reader.text(keyNode)];
  if (valueNode && value !== undefined) return { text: value, isTranslated: false, range: reader.range(valueNode) };
  if (keyNode && key !== undefined) return { text: key, isTranslated: true, range: reader.range(keyNode) };
  return undefined;
}
