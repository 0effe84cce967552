import type { Node } from 'yaml';
import type { ManifestRemote } from './contents.ts';
import type { Reader } from './reader.ts';

/** The list `remotes`; remotes without a key are left out. A base address is a text, or a map of regions to addresses. */
export function remotesOf(reader: Reader, remotes: Node | undefined): ManifestRemote[] {
  return reader.items(remotes).flatMap((item) => {
    const keyNode = reader.field(item, 'key');
    const key = reader.text(keyNode);
    if (keyNode === undefined || key === undefined) {
      reader.problem('A remote has a "key"', reader.range(item));
      return [];
    }
    const [base, storage] = [reader.field(item, 'baseUrl'), reader.field(item, 'storage')];
    const baseUrl = reader.text(base);
    const operations = reader.field(item, 'operations');
    return [
      {
        key,
        range: reader.range(keyNode),
        classifications: texts(reader, reader.field(storage, 'classifications')),
        locations: texts(reader, reader.field(storage, 'locations')),
        ...(baseUrl !== undefined && { baseUrl }),
        ...(reader.isMap(base) && { baseUrls: byRegion(reader, base) }),
        ...(reader.isList(operations) && { operations: texts(reader, operations) }),
      },
    ];
  });
}

function byRegion(reader: Reader, base: Node | undefined): Record<string, string> {
  return Object.fromEntries(
    reader.entries(base).flatMap(({ key: region, value }) => {
      const address = reader.text(value);
      return address === undefined ? [] : [[region, address]];
    }),
  );
}

/** The texts in a list. */
export function texts(reader: Reader, list: Node | undefined): string[] {
  return reader.items(list).flatMap((item) => reader.text(item) ?? []);
}
