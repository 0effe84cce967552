import { egressKinds } from '../../core/permission.ts';
import type {
  Manifest,
  ManifestContentPolicy,
  ManifestEgress,
  ManifestRemote,
  ManifestScope,
  ProblemKind,
} from './manifest-contents.ts';
import type { Node, Reader } from './manifest-reader.ts';

/**
 * The parts of `permissions` that users agree to: `scopes` as a list or as a map, `external` and `content`.
 * An egress entry that names a remote gets the remote's address from `remotes`.
 */
export function permissionsOf(
  reader: Reader,
  permissions: Node | undefined,
  remotes: readonly ManifestRemote[],
): Pick<Manifest, 'scopes' | 'scopesForm' | 'egress' | 'contentPolicies'> {
  const scopes = reader.field(permissions, 'scopes');
  return {
    scopes: scopesOf(reader, scopes),
    ...(reader.isList(scopes) && { scopesForm: 'list' as const }),
    ...(reader.isMap(scopes) && { scopesForm: 'map' as const }),
    egress: egressOf(reader, reader.field(permissions, 'external'), remotes),
    contentPolicies: contentPoliciesOf(reader, reader.field(permissions, 'content')),
  };
}

function scopesOf(reader: Reader, node: Node | undefined): ManifestScope[] {
  if (!reader.isFilled(node)) return [];
  if (reader.isMap(node)) {
    return reader.entries(node).map(({ key, range, value }) => ({
      key,
      range,
      allowImpersonation: reader.boolean(reader.field(value, 'allowImpersonation')) ?? false,
    }));
  }
  if (!reader.isList(node))
    return wrong(reader, node, 'Scopes are a list, or a map of scopes to their settings', 'scopesShape');
  const seen = new Set<string>();
  return reader.items(node).flatMap((item) => {
    const key = reader.text(item);
    if (key === undefined) return wrong(reader, item, 'A scope is a text such as read:jira-work', 'scopeShape');
    if (seen.has(key)) {
      reader.problem({
        kind: 'duplicateScope',
        subject: key,
        message: `The scope ${key} is there twice`,
        range: reader.range(item),
      });
      return [];
    }
    seen.add(key);
    return [{ key, range: reader.range(item), allowImpersonation: false }];
  });
}

function egressOf(reader: Reader, external: Node | undefined, remotes: readonly ManifestRemote[]): ManifestEgress[] {
  return egressKinds.flatMap((kind) => {
    const list = kind.split('.').reduce((node, key) => reader.field(node, key), external);
    if (!reader.isFilled(list)) return [];
    if (!reader.isList(list)) return wrong(reader, list, `${kind} is a list of addresses`);
    return reader.items(list).flatMap((item) => egressEntry(reader, kind, item, remotes));
  });
}

function egressEntry(reader: Reader, kind: string, item: Node, remotes: readonly ManifestRemote[]): ManifestEgress[] {
  const plain = reader.text(item);
  if (plain !== undefined) return [{ kind, address: plain, range: reader.range(item) }];
  const [addressNode, remoteNode] = [reader.field(item, 'address'), reader.field(item, 'remote')];
  const remote = reader.text(remoteNode);
  const address = reader.text(addressNode) ?? (remote === undefined ? undefined : remoteAddress(remotes, remote));
  const at = addressNode ?? remoteNode;
  if (address === undefined || at === undefined)
    return wrong(reader, item, 'An egress permission is an address, or has an "address" or a "remote"');
  const [category, inScopeEUD] = [
    reader.text(reader.field(item, 'category')),
    reader.boolean(reader.field(item, 'inScopeEUD')),
  ];
  return [
    {
      kind,
      address,
      range: reader.range(at),
      ...(remote !== undefined && { remote }),
      ...(category !== undefined && { category }),
      ...(inScopeEUD !== undefined && { inScopeEUD }),
    },
  ];
}

/** The address that a deployed version shows for an entry that names a remote: inferred to be the remote's. */
function remoteAddress(remotes: readonly ManifestRemote[], key: string): string {
  const remote = remotes.find((candidate) => candidate.key === key);
  return remote?.baseUrl ?? Object.values(remote?.baseUrls ?? {})[0] ?? key;
}

function contentPoliciesOf(reader: Reader, content: Node | undefined): ManifestContentPolicy[] {
  return ['scripts', 'styles'].flatMap((kind) => {
    const list = reader.field(content, kind);
    if (!reader.isFilled(list)) return [];
    if (!reader.isList(list)) return wrong(reader, list, `permissions.content.${kind} is a list`);
    return reader.items(list).flatMap((item) => {
      const policy = reader.text(item);
      return policy === undefined
        ? wrong(reader, item, 'A content policy is a text such as unsafe-inline')
        : [{ kind, policy: policy.replace(/^'(.*)'$/, '$1'), range: reader.range(item) }];
    });
  });
}

/** Notes what is wrong with a node; it counts for nothing. */
function wrong(reader: Reader, node: Node | undefined, message: string, kind: ProblemKind = 'shape'): [] {
  if (node !== undefined) reader.problem({ kind, message, range: reader.range(node) });
  return [];
}
