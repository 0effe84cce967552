import type { Node } from 'yaml';
import { isAppAri } from '../core/ids.ts';
import type { Manifest } from './contents.ts';
import { modulesOf } from './parse-modules.ts';
import { permissionsOf } from './parse-permissions.ts';
import { passesTokens, remotesOf, texts } from './parse-remotes.ts';
import { createReader, type Reader } from './reader.ts';

export type { Manifest, ManifestContentPolicy, ManifestEgress, ManifestModule, ManifestProblem, ManifestRemote, ManifestScope, ManifestTitle } from './contents.ts';
export type { Place, Range } from '../core/place.ts';

const nowhere = { line: 0, character: 0 };

/** Reads the text of a manifest.yml. Never throws: what is half-typed or wrong is left out and named among the problems. */
export function parseManifest(text: string): Manifest {
  try {
    return read(createReader(text));
  } catch {
    // The parser gives up on a text nested thousands of levels deep, which is no manifest.
    return { ...empty, problems: [{ message: 'This manifest can’t be read', range: { start: nowhere, end: nowhere } }] };
  }
}

const empty: Manifest = { scopes: [], egress: [], contentPolicies: [], remotes: [], modules: [], hasConnectModules: false, runsElsewhere: false, problems: [] };

function read(reader: Reader): Manifest {
  const { root } = reader;
  if (!reader.isFilled(root)) return { ...empty, problems: reader.problems };
  if (root !== undefined && !reader.isMap(root)) reader.problem('A manifest is a map with the key "app"', reader.range(root));
  const remotes = remotesOf(reader, reader.field(root, 'remotes'));
  const hasConnectModules = reader.isFilled(reader.field(root, 'connectModules'));
  return {
    ...appOf(reader, reader.field(root, 'app')),
    ...permissionsOf(reader, reader.field(root, 'permissions'), remotes),
    remotes,
    modules: modulesOf(reader, reader.field(root, 'modules')),
    hasConnectModules,
    runsElsewhere: hasConnectModules || reader.isFilled(reader.field(root, 'services')) || passesTokens(reader, root),
    problems: reader.problems,
  };
}

function appOf(reader: Reader, app: Node | undefined): Pick<Manifest, 'app' | 'storage' | 'licensing'> {
  const [idNode, storage] = [reader.field(app, 'id'), reader.field(app, 'storage')];
  const id = reader.text(idNode);
  const licensing = reader.boolean(reader.field(reader.field(app, 'licensing'), 'enabled'));
  return {
    ...(idNode && id !== undefined && isAppAri(id) && { app: { id, at: reader.range(idNode).start } }),
    ...(storage && reader.isMap(storage) && { storage: { classifications: texts(reader, reader.field(storage, 'classifications')), range: reader.range(storage) } }),
    ...(licensing !== undefined && { licensing }),
  };
}
