import type { Manifest, ManifestResource } from './manifest-contents.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';

/** What a manifest names that lies beside it: resources, and the files of functions. */
export function filesOf(
  reader: ManifestReader,
  root: LocatedNode | undefined,
): Pick<Manifest, 'resources' | 'functions' | 'packagePath'> {
  const packaging = reader.field(reader.field(root, 'app'), 'package');
  const isBuiltElsewhere = reader.text(reader.field(packaging, 'bundler'))?.startsWith('manual') === true;
  const packagePath = reader.text(reader.field(packaging, 'path'));
  return {
    resources: resourcesOf(reader, root),
    functions: reader.items(reader.field(reader.field(root, 'modules'), 'function')).flatMap((item) => {
      const node = reader.field(item, 'handler');
      const handler = reader.text(node);
      return node === undefined || handler === undefined ? [] : [{ handler, range: reader.range(node) }];
    }),
    ...(isBuiltElsewhere && { packagePath: packagePath ?? 'src' }),
  };
}

function resourcesOf(reader: ManifestReader, root: LocatedNode | undefined): readonly ManifestResource[] {
  const items = reader.items(reader.field(root, 'resources'));
  // One alone is what the app shows.
  const shown = items.length > 1 ? shownResources(reader, reader.field(root, 'modules')) : undefined;
  return items.flatMap((item) => {
    const [key, node] = [reader.text(reader.field(item, 'key')), reader.field(item, 'path')];
    const path = reader.text(node);
    return node === undefined || key === undefined || path === undefined
      ? []
      : [{ key, path, range: reader.range(node), isPage: shown?.has(key) ?? true }];
  });
}

/** Deeper maps in modules than any schema has. */
const maxDepth = 8;

/** The keys of resources that modules show; others hold icons. */
function shownResources(
  reader: ManifestReader,
  node: LocatedNode | undefined,
  depth = 0,
  found = new Set<string>(),
): ReadonlySet<string> {
  if (depth > maxDepth) return found;
  for (const { key, value } of reader.entries(node)) {
    // It may be named with one of its entries.
    const named = key === 'resource' ? reader.text(value)?.split('/')[0] : undefined;
    if (named !== undefined) found.add(named);
    else shownResources(reader, value, depth + 1, found);
  }
  for (const item of reader.items(node)) shownResources(reader, item, depth + 1, found);
  return found;
}
