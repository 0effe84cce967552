import { appAriPrefix } from '../../core/ids.ts';
import type { Environment } from '../world/world-types.ts';
import { scopes as known } from '../world/world-scopes.ts';
import { mayDeploy } from './resolve-deployments.ts';
import { refusal, refused } from './resolve-errors.ts';
import { type Member, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/** What scopes begin with: this world does not know all that there are. */
const verbs = /^(?:act-as-user|admin|delete|execute|export|import|manage|read|report|send|storage|use|validate|write):/;

interface UploadInput {
  readonly appId: string;
  readonly environmentKey: string;
}

interface CheckInput extends UploadInput {
  readonly manifestUrl: string;
  readonly bypassRules?: readonly string[] | null;
}

/** Gives an address to upload a manifest to, to whoever may deploy to the environment. */
export function createAppManifestUploadUrl({ input }: { input: UploadInput }, viewer: Viewer): object {
  const found = environmentOf(input, viewer);
  if (found === undefined) return refused('The app or its environment was not found.', 'APP_NOT_FOUND', 404);
  if (!mayDeploy(found, found.environment))
    return refused('Your role does not allow you to deploy.', 'PERMISSION_DENIED', 403);
  return { success: true, errors: null, preSignedUrl: viewer.world.uploads.newUrl() };
}

/** Judges an uploaded manifest; null if there is none, and no outcome if it is not the manifest of an app. */
export function appPreDeploymentCheck({ input }: { input: CheckInput }, viewer: Viewer): object | null {
  const found = environmentOf(input, viewer);
  if (found === undefined) throw refusal('The app or its environment was not found.', 'APP_NOT_FOUND', 404);
  if (!mayDeploy(found, found.environment))
    throw refusal('Your role does not allow you to deploy.', 'PERMISSION_DENIED', 403);
  const manifest = viewer.world.uploads.at(input.manifestUrl);
  if (manifest === undefined) return null;
  if (!manifest.includes(appAriPrefix)) return { outcome: null };
  const bypassed = new Set(input.bypassRules ?? []);
  return { outcome: outcomes(manifest, found.environment).filter(({ rule }) => !bypassed.has(rule)) };
}

interface Found extends Member {
  readonly environment: Environment;
}

function environmentOf({ appId, environmentKey }: UploadInput, viewer: Viewer): Found | undefined {
  const member = memberOf(viewer, uuidInAri(appId));
  const environment = member?.app.details().environments.find(({ key }) => key === environmentKey);
  return member && environment && { ...member, environment };
}

function outcomes(manifest: string, { versions }: Environment) {
  const scopes = scopesIn(manifest);
  const errors = scopes
    .filter(({ key }) => !known.has(key) && !verbs.test(key))
    .map(({ key, line, column }) => ({ key: 'permissions.scopes', message: `Unknown scope ${key}`, line, column }));
  const before = new Set(versions[0]?.manifest.scopes ?? []);
  const after = new Set(scopes.map(({ key }) => key));
  const added = versions.length === 0 ? [] : [...after].filter((key) => !before.has(key));
  const removed = [...before].filter((key) => !after.has(key));
  return [
    {
      rule: 'MAJOR_VERSION_RULE',
      category: 'APPROVAL',
      value: added.length + removed.length > 0,
      reason: 'Deploying this manifest creates a new major version, because its permissions change.',
      changes: added.length + removed.length > 0 ? [{ key: 'permissions.scopes', added, removed }] : [],
      errors: null,
    },
    {
      rule: 'MANIFEST_INVALID_RULE',
      category: 'ERROR',
      value: errors.length > 0,
      reason: 'The manifest is not valid.',
      changes: null,
      errors,
    },
    {
      rule: 'SYSTEM_USER_CHANGE_RULE',
      category: 'APPROVAL',
      value: false,
      reason: 'Deploying this manifest changes the system user of the app.',
      changes: null,
      errors: null,
    },
  ];
}

/** The items of `scopes` lists, with their lines and columns, both counted from 1. */
function scopesIn(manifest: string): { readonly key: string; readonly line: number; readonly column: number }[] {
  let isInScopes = false;
  return manifest.split(/\r?\n/).flatMap((text, index) => {
    const item = /^\s*-\s+['"]?([\w:.-]+)['"]?\s*(?:#.*)?$/.exec(text);
    if (!item && text.trim() !== '') isInScopes = /^\s*scopes:\s*$/.test(text);
    const key = item?.[1];
    return isInScopes && key !== undefined ? [{ key, line: index + 1, column: text.indexOf(key) + 1 }] : [];
  });
}
