import type { Manifest } from './manifest-contents.ts';
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
    resources: reader.items(reader.field(root, 'resources')).flatMap((item) => {
      const [key, node] = [reader.text(reader.field(item, 'key')), reader.field(item, 'path')];
      const path = reader.text(node);
      return node === undefined || key === undefined || path === undefined
        ? []
        : [{ key, path, range: reader.range(node) }];
    }),
    functions: reader.items(reader.field(reader.field(root, 'modules'), 'function')).flatMap((item) => {
      const node = reader.field(item, 'handler');
      const handler = reader.text(node);
      return node === undefined || handler === undefined ? [] : [{ handler, range: reader.range(node) }];
    }),
    ...(isBuiltElsewhere && { packagePath: packagePath ?? 'src' }),
  };
}
