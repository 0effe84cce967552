import type { ManifestRemote } from './manifest-contents.ts';
import type { Node, Reader } from './manifest-reader.ts';

/**
 * The list `remotes`; remotes without a key are left out. A base address is a text, or a map of regions to addresses.
 */
export function remotesOf(reader: Reader, remotes: Node | undefined): ManifestRemote[] {
  return reader.items(remotes).flatMap((item) => {
    const keyNode = reader.field(item, 'key');
    const key = reader.text(keyNode);
    if (keyNode === undefined || key === undefined) {
      reader.problem({ kind: 'shape', message: 'A remote has a "key"', range: reader.range(item) });
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

/**
 * Whether a remote, by itself or by an endpoint, gets a token with which it can call Atlassian's APIs in the app's or a
 * user's name.
 */
export function passesTokens(reader: Reader, root: Node | undefined): boolean {
  const endpoints = reader.field(reader.field(root, 'modules'), 'endpoint');
  return [...reader.items(reader.field(root, 'remotes')), ...reader.items(endpoints)].some((item) => {
    const auth = reader.field(item, 'auth');
    return ['appUserToken', 'appSystemToken'].some(
      (token) => reader.boolean(reader.field(reader.field(auth, token), 'enabled')) === true,
    );
  });
}

/** Whether a page of the app comes from outside the folder of its manifest. */
export function hasOuterResource(reader: Reader, root: Node | undefined): boolean {
  return reader
    .items(reader.field(root, 'resources'))
    .some((item) => reader.text(reader.field(item, 'path'))?.startsWith('..') === true);
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
