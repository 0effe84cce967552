import type { ManifestRemote, ManifestToken } from './manifest-contents.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';

/** The list `remotes`, without remotes that lack a key. A base URL is a text, or a map of regions to URLs. */
export function remotesOf(reader: ManifestReader, remotes: LocatedNode | undefined): ManifestRemote[] {
  return reader.items(remotes).flatMap((item) => {
    const keyNode = reader.field(item, 'key');
    const key = reader.text(keyNode);
    if (keyNode === undefined || key === undefined) {
      reader.report({ kind: 'shape', message: 'A remote has a "key"', range: reader.range(item) });
      return [];
    }
    const [base, storage] = [reader.field(item, 'baseUrl'), reader.field(item, 'storage')];
    const baseUrl = reader.text(base);
    const operations = reader.field(item, 'operations');
    return [
      {
        key,
        range: reader.range(keyNode),
        classifications: textItems(reader, reader.field(storage, 'classifications')),
        locations: textItems(reader, reader.field(storage, 'locations')),
        ...(baseUrl !== undefined && { baseUrl }),
        ...(reader.isMap(base) && { baseUrls: byRegion(reader, base) }),
        ...(reader.isList(operations) && { operations: textItems(reader, operations) }),
      },
    ];
  });
}

/** The tokens that remotes and endpoints receive to call Atlassian's APIs as the app or as a user. */
export function tokensOf(reader: ManifestReader, root: LocatedNode | undefined): ManifestToken[] {
  const endpoints = reader.field(reader.field(root, 'modules'), 'endpoint');
  return [...reader.items(reader.field(root, 'remotes')), ...reader.items(endpoints)].flatMap((item) =>
    reader.entries(reader.field(item, 'auth')).flatMap(({ key: token, range, value }) => {
      if (token !== 'appUserToken' && token !== 'appSystemToken') return [];
      return reader.boolean(reader.field(value, 'enabled')) === true ? [{ token, range }] : [];
    }),
  );
}

/** Whether a resource of the app lies outside the folder of its manifest. */
export function hasExternalResource(reader: ManifestReader, root: LocatedNode | undefined): boolean {
  return reader
    .items(reader.field(root, 'resources'))
    .some((item) => reader.text(reader.field(item, 'path'))?.startsWith('..') === true);
}

function byRegion(reader: ManifestReader, base: LocatedNode | undefined): Record<string, string> {
  return Object.fromEntries(
    reader.entries(base).flatMap(({ key: region, value }) => {
      const address = reader.text(value);
      return address === undefined ? [] : [[region, address]];
    }),
  );
}

/** The strings in a list; other items are left out. */
export function textItems(reader: ManifestReader, list: LocatedNode | undefined): string[] {
  return reader.items(list).flatMap((item) => reader.text(item) ?? []);
}
