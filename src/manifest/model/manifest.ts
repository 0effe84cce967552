import { isAppAri } from '../../core/ids.ts';
import type { Range } from '../../core/text-position.ts';
import type { Manifest } from './manifest-contents.ts';
import { createIncrementalParser } from './incremental-parse.ts';
import { modulesOf } from './parse-modules.ts';
import { permissionsOf } from './parse-permissions.ts';
import { hasOuterResource, passesTokens, remotesOf, texts } from './parse-remotes.ts';
import { createReader, type Node, type Reader } from './manifest-reader.ts';
import { type ParsedYaml, parseYaml } from './yaml-tree.ts';

export type {
  Manifest,
  ManifestContentPolicy,
  ManifestEgress,
  ManifestModule,
  ManifestProblem,
  ManifestRemote,
  ManifestScope,
  ManifestTitle,
} from './manifest-contents.ts';
export type { Place, Range } from '../../core/text-position.ts';

const nowhere = { line: 0, character: 0 };

/**
 * Longer texts are not read, in characters: Forge takes manifests of at most 200 KB, and much more would keep the
 * editor waiting.
 */
export const longestManifest = 256 * 1024;

/**
 * Reads the text of a manifest.yml. Never throws: what is half-typed or wrong is left out and named among the problems.
 */
export function parseManifest(text: string): Manifest {
  return parsedBy(parseYaml, text);
}

/**
 * Makes a reader for the successive states of one manifest: what did not change is not parsed again, the same text not
 * at all.
 */
export function createManifestParser(): (text: string) => Manifest {
  const parse = createIncrementalParser();
  let last: { readonly text: string; readonly manifest: Manifest } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, manifest: parsedBy(parse, text) };
    return last.manifest;
  };
}

function parsedBy(parse: (text: string) => ParsedYaml, text: string): Manifest {
  if (text.length > longestManifest)
    return unreadable('This manifest is longer than the 200 KB that Forge takes, and is not read');
  try {
    return read(createReader(parse(text)));
  } catch {
    // The parser gives up on a text nested thousands of levels deep, which is no manifest.
    return unreadable('This manifest can’t be read');
  }
}

function unreadable(message: string): Manifest {
  return { ...empty, problems: [{ kind: 'unreadable', message, range: { start: nowhere, end: nowhere } }] };
}

const empty: Manifest = {
  keys: {},
  scopes: [],
  egress: [],
  contentPolicies: [],
  remotes: [],
  modules: [],
  hasConnectModules: false,
  runsElsewhere: false,
  problems: [],
};

function read(reader: Reader): Manifest {
  const { root } = reader;
  if (!reader.isFilled(root)) return { ...empty, problems: reader.problems };
  if (root !== undefined && !reader.isMap(root))
    reader.problem({ kind: 'shape', message: 'A manifest is a map with the key "app"', range: reader.range(root) });
  const remotes = remotesOf(reader, reader.field(root, 'remotes'));
  const hasConnectModules = reader.isFilled(reader.field(root, 'connectModules'));
  return {
    ...appOf(reader, reader.field(root, 'app')),
    keys: keysOf(reader),
    ...permissionsOf(reader, reader.field(root, 'permissions'), remotes),
    remotes,
    modules: modulesOf(reader, reader.field(root, 'modules')),
    hasConnectModules,
    runsElsewhere:
      hasConnectModules ||
      reader.isFilled(reader.field(root, 'services')) ||
      passesTokens(reader, root) ||
      hasOuterResource(reader, root),
    problems: reader.problems,
  };
}

function keysOf(reader: Reader): Manifest['keys'] {
  const key = (node: Node | undefined, name: string): Range | undefined =>
    reader.entries(node).find((entry) => entry.key === name)?.range;
  const [app, permissions, scopes] = [
    key(reader.root, 'app'),
    key(reader.root, 'permissions'),
    key(reader.field(reader.root, 'permissions'), 'scopes'),
  ];
  return { ...(app && { app }), ...(permissions && { permissions }), ...(scopes && { scopes }) };
}

function appOf(reader: Reader, app: Node | undefined): Pick<Manifest, 'app' | 'appId' | 'storage' | 'licensing'> {
  const [idNode, storage] = [reader.field(app, 'id'), reader.field(app, 'storage')];
  const id = reader.text(idNode);
  const licensing = reader.boolean(reader.field(reader.field(app, 'licensing'), 'enabled'));
  return {
    ...(idNode && id !== undefined && isAppAri(id) && { app: { id, at: reader.range(idNode).start } }),
    ...(idNode && id !== undefined && { appId: reader.range(idNode) }),
    ...(storage &&
      reader.isMap(storage) && {
        storage: {
          classifications: texts(reader, reader.field(storage, 'classifications')),
          range: reader.range(storage),
        },
      }),
    ...(licensing !== undefined && { licensing }),
  };
}
