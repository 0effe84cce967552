import { appIdLine, writtenAppAri } from '../../core/ids.ts';
import { isForgeManifest } from './forge-manifest.ts';
import { checkManifest } from './check-manifest.ts';
import {
  emptyManifest,
  type Manifest,
  type ManifestKey,
  type ProblemKind,
  unreadableManifest,
} from './manifest-contents.ts';
import { gapsOf } from './manifest-gaps.ts';
import { type VariableValues, variablesIn } from './manifest-variables.ts';
import { createIncrementalParser } from './incremental-parse.ts';
import { filesOf } from './parse-files.ts';
import { modulesOf } from './parse-modules.ts';
import type { ShapeProblem } from './shape-problem.ts';
import { permissionsOf } from './parse-permissions.ts';
import { hasExternalResource, remotesOf, textItems, tokensOf } from './parse-remotes.ts';
import { translationsOf } from './parse-translations.ts';
import { type LocatedNode, ManifestReader } from './manifest-reader.ts';
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
export type { Position, Range } from '../../core/text-position.ts';

/**
 * Longer texts are not read, in characters. Forge accepts manifests of up to 200 KB, and much longer ones would block
 * the editor.
 */
export const maxManifestLength = 256 * 1024;

/**
 * Reads a manifest.yml. Never throws: parts that are half-typed or wrong are left out and listed as problems.
 * `environment` has values for the variables that the manifest names, as the Forge CLI takes them from its process.
 */
export function parseManifest(text: string, environment: VariableValues = {}): Manifest {
  return parseWith(parseYaml, text, environment);
}

/** A parser for successive versions of one manifest; parts that did not change are not parsed again. */
export function createManifestParser(environment: VariableValues = {}): (text: string) => Manifest {
  const parse = createIncrementalParser();
  let last: { readonly text: string; readonly manifest: Manifest } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, manifest: parseWith(parse, text, environment) };
    return last.manifest;
  };
}

function parseWith(parse: (text: string) => ParsedYaml, text: string, environment: VariableValues): Manifest {
  // A text that can't be parsed may have the line with the id all the same.
  const withForge = (manifest: ReadManifest): Manifest => ({
    shapeProblems: [],
    ...manifest,
    isForge: manifest.isForge || appIdLine.test(text),
    gaps: gapsOf(text, manifest),
  });
  if (text.length > maxManifestLength)
    return withForge(unreadableManifest('This manifest is longer than the 200 KB that Forge takes, and is not read'));
  try {
    const parsed = parse(text);
    const manifest = withForge(readManifest(new ManifestReader(parsed, environment)));
    return { ...manifest, shapeProblems: shapeProblems(manifest, new ManifestReader(parsed, environment)) };
  } catch {
    // The YAML parser throws where a text is nested thousands of levels deep.
    return withForge(unreadableManifest('This manifest can’t be read'));
  }
}

type ReadManifest = Omit<Manifest, 'gaps' | 'shapeProblems'>;

/** What Forge does not take, but for what is among the problems already. */
function shapeProblems(manifest: Manifest, reader: ManifestReader): readonly ShapeProblem[] {
  const { isForge, problems } = manifest;
  if (!isForge || problems.some(({ kind }) => isUnread.includes(kind))) return [];
  const told = new Set(problems.map(({ range }) => range.start.line));
  return [...checkManifest(reader), ...unknownVariables(manifest, reader.declaredVariables)].filter(
    ({ range }) => !told.has(range.start.line),
  );
}

/**
 * Variables that are not named under `environment.variables`, in permissions and the app's id. Where none is named,
 * something else than the Forge CLI may fill them in.
 */
function unknownVariables(
  { appId, appIdVariables, scopes, egress }: Manifest,
  declared: ReadonlySet<string>,
): ShapeProblem[] {
  if (declared.size === 0) return [];
  const used = [
    ...scopes.map(({ key, range }) => ({ text: key, range })),
    ...egress.map(({ address, range }) => ({ text: address, range })),
  ].flatMap(({ text, range }) => variablesIn(text).map((name) => ({ name, range, isLinted: true })));
  const inId = appId ? appIdVariables.map((name) => ({ name, range: appId, isLinted: false })) : [];
  return [...used, ...inId]
    .filter(({ name }) => !declared.has(name))
    .map((one) => ({ kind: 'unknownVariable', ...one }));
}

/** Problems with which parts of the manifest may be something else than was read. */
const isUnread: readonly ProblemKind[] = ['yaml', 'unreadable', 'tooManyEntries', 'duplicateKey'];

function readManifest(reader: ManifestReader): ReadManifest {
  const { root } = reader;
  if (!reader.isFilled(root)) return { ...emptyManifest, problems: reader.problems };
  if (root !== undefined && !reader.isMap(root))
    reader.report({ kind: 'shape', message: 'A manifest is a map with the key "app"', range: reader.range(root) });
  const remotes = remotesOf(reader, reader.field(root, 'remotes'));
  const tokens = tokensOf(reader, root);
  const translations = translationsOf(reader, reader.field(root, 'translations'));
  const hasConnectModules = reader.isFilled(reader.field(root, 'connectModules'));
  return {
    isForge: isForgeManifest(reader),
    ...appOf(reader, reader.field(root, 'app')),
    keys: keysOf(reader),
    ...permissionsOf(reader, reader.field(root, 'permissions'), remotes),
    remotes,
    tokens,
    modules: modulesOf(reader, reader.field(root, 'modules')),
    ...filesOf(reader, root),
    ...(translations && { translations }),
    hasConnectModules,
    hasCodeElsewhere:
      hasConnectModules ||
      reader.isFilled(reader.field(root, 'services')) ||
      tokens.length > 0 ||
      hasExternalResource(reader, root),
    problems: reader.problems,
  };
}

function keysOf(reader: ManifestReader): Manifest['keys'] {
  const { root } = reader;
  const permissions = reader.field(root, 'permissions');
  const external = reader.field(permissions, 'external');
  const fetch = reader.field(external, 'fetch');
  const places: readonly (readonly [ManifestKey, LocatedNode | undefined, string])[] = [
    ['app', root, 'app'],
    ['permissions', root, 'permissions'],
    ['scopes', permissions, 'scopes'],
    ['external', permissions, 'external'],
    ['fetch.backend', fetch, 'backend'],
    ['fetch.client', fetch, 'client'],
  ];
  return Object.fromEntries(
    places.flatMap(([key, parent, name]) => {
      const found = reader.entries(parent).find((entry) => entry.key === name);
      return found ? [[key, found.range]] : [];
    }),
  );
}

function appOf(
  reader: ManifestReader,
  app: LocatedNode | undefined,
): Pick<Manifest, 'app' | 'appId' | 'appIdVariables' | 'storage' | 'isLicensingEnabled'> {
  const [idNode, storage] = [reader.field(app, 'id'), reader.field(app, 'storage')];
  const text = reader.text(idNode);
  const id = text === undefined ? undefined : writtenAppAri(text);
  const isLicensingEnabled = reader.boolean(reader.field(reader.field(app, 'licensing'), 'enabled'));
  return {
    ...(idNode && id !== undefined && { app: { id, at: reader.range(idNode).start } }),
    ...(idNode && text !== undefined && { appId: reader.range(idNode) }),
    appIdVariables: variablesIn(text ?? ''),
    ...(storage &&
      reader.isMap(storage) && {
        storage: {
          classifications: textItems(reader, reader.field(storage, 'classifications')),
          range: reader.range(storage),
        },
      }),
    ...(isLicensingEnabled !== undefined && { isLicensingEnabled }),
  };
}
