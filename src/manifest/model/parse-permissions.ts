import { egressKinds } from '../../core/permission.ts';
import type {
  Manifest,
  ManifestContentPolicy,
  ManifestEgress,
  ManifestRemote,
  ManifestScope,
  ProblemKind,
} from './manifest-contents.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';
import { scopeMeantBy } from './scope-meant.ts';

/**
 * The parts of `permissions` that users consent to: `scopes` as a list or a map, `external` and `content`. An egress
 * entry that names a remote gets its address from `remotes`.
 */
export function permissionsOf(
  reader: ManifestReader,
  permissions: LocatedNode | undefined,
  remotes: readonly ManifestRemote[],
): Pick<Manifest, 'scopes' | 'scopesForm' | 'egress' | 'hasConfigurableEgress' | 'contentPolicies'> {
  const scopes = reader.field(permissions, 'scopes');
  const external = reader.field(permissions, 'external');
  const configurable = reader.field(reader.field(external, 'configurable'), 'enabled');
  return {
    scopes: scopesOf(reader, scopes),
    ...(reader.isList(scopes) && { scopesForm: 'list' as const }),
    ...(reader.isMap(scopes) && { scopesForm: 'map' as const }),
    egress: egressOf(reader, external, remotes),
    hasConfigurableEgress: reader.boolean(configurable) === true,
    contentPolicies: contentPoliciesOf(reader, reader.field(permissions, 'content')),
  };
}

function scopesOf(reader: ManifestReader, node: LocatedNode | undefined): ManifestScope[] {
  if (!reader.isFilled(node)) return [];
  if (reader.isMap(node)) {
    return reader.entries(node).map(({ key, range, value }) => ({
      key,
      range,
      allowImpersonation: reader.boolean(reader.field(value, 'allowImpersonation')) ?? false,
    }));
  }
  if (!reader.isList(node))
    return reportProblem(reader, node, 'Scopes are a list, or a map of scopes to their settings', 'scopesShape');
  const seen = new Set<string>();
  return reader.items(node).flatMap((item) => {
    const key = reader.text(item);
    if (key === undefined) return reportNoScope(reader, item);
    if (seen.has(key)) {
      reader.report({
        kind: 'duplicateScope',
        subject: key,
        message: `The scope ${key} is there twice`,
        range: reader.range(item),
      });
      return [];
    }
    seen.add(key);
    const written = reader.writtenText(item);
    return [
      {
        key,
        range: reader.range(item),
        allowImpersonation: false,
        ...(written !== undefined && written !== key && { written }),
      },
    ];
  });
}

/** Reports an item that is no text: YAML reads `read: jira-work`, with a space too many, as a map. */
function reportNoScope(reader: ManifestReader, item: LocatedNode): [] {
  const [entry, ...others] = reader.entries(item);
  const meant = entry && others.length === 0 ? scopeMeantBy(entry.key, reader.text(entry.value)) : undefined;
  if (meant === undefined) return reportProblem(reader, item, 'A scope is a text such as read:jira-work', 'scopeShape');
  const message = `A scope has no spaces: ${meant} is meant`;
  reader.report({ kind: 'scopeSpace', subject: meant, message, range: reader.range(item) });
  return [];
}

function egressOf(
  reader: ManifestReader,
  external: LocatedNode | undefined,
  remotes: readonly ManifestRemote[],
): ManifestEgress[] {
  return egressKinds.flatMap((kind) => {
    const list = kind.split('.').reduce((node, key) => reader.field(node, key), external);
    if (!reader.isFilled(list)) return [];
    if (!reader.isList(list)) return reportProblem(reader, list, `${kind} is a list of addresses`);
    return reader.items(list).flatMap((item) => egressEntry(reader, kind, item, remotes));
  });
}

function egressEntry(
  reader: ManifestReader,
  kind: string,
  item: LocatedNode,
  remotes: readonly ManifestRemote[],
): ManifestEgress[] {
  const plain = reader.text(item);
  if (plain !== undefined) return [{ kind, address: plain, range: reader.range(item) }];
  const [addressNode, remoteNode] = [reader.field(item, 'address'), reader.field(item, 'remote')];
  const remote = reader.text(remoteNode);
  const address = reader.text(addressNode) ?? (remote === undefined ? undefined : remoteAddress(remotes, remote));
  const at = addressNode ?? remoteNode;
  if (address === undefined || at === undefined)
    return reportProblem(reader, item, 'An egress permission is an address, or has an "address" or a "remote"');
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

/** Inferred: a deployed version shows the address of the remote for an entry that names one. */
function remoteAddress(remotes: readonly ManifestRemote[], key: string): string {
  const remote = remotes.find((candidate) => candidate.key === key);
  return remote?.baseUrl ?? Object.values(remote?.baseUrls ?? {})[0] ?? key;
}

function contentPoliciesOf(reader: ManifestReader, content: LocatedNode | undefined): ManifestContentPolicy[] {
  return ['scripts', 'styles'].flatMap((kind) => {
    const list = reader.field(content, kind);
    if (!reader.isFilled(list)) return [];
    if (!reader.isList(list)) return reportProblem(reader, list, `permissions.content.${kind} is a list`);
    return reader.items(list).flatMap((item) => {
      const policy = reader.text(item);
      return policy === undefined
        ? reportProblem(reader, item, 'A content policy is a text such as unsafe-inline')
        : [{ kind, policy: policy.replace(/^'(.*)'$/, '$1'), range: reader.range(item) }];
    });
  });
}

/** Reports a problem with a node, which is then left out. */
function reportProblem(
  reader: ManifestReader,
  node: LocatedNode | undefined,
  message: string,
  kind: ProblemKind = 'shape',
): [] {
  if (node !== undefined) reader.report({ kind, message, range: reader.range(node) });
  return [];
}
