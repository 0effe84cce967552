import { randomUUID } from 'node:crypto';
import type { Clock } from './world/world-clock.ts';
import type { Egress, Manifest, Module, Product } from './world/world-types.ts';
import { zipNames, zipText } from './zip-entry.ts';

/** The path below which apps and their resources are uploaded. */
export const appUploadsPath = '/app-uploads/';

/** How long an address for an upload is good, in milliseconds. */
const goodMs = 5 * 60_000;

/** The most addresses that are kept, and the longest manifest, in bytes. */
const [mostUploads, longestManifest] = [100, 1024 * 1024];

interface Upload {
  readonly until: number;
  /** Called with the manifest of an app once it is there. */
  readonly arrived: ((manifest: Manifest) => void) | undefined;
  manifest?: Manifest;
}

/** What was uploaded to be deployed, by the addresses that the gateway gave for it. */
export interface AppUploads {
  /** Where the sandbox listens, such as `http://127.0.0.1:8080`; set once it does. */
  origin: string;
  /** Returns an address that takes one zip file for five minutes; `arrived` is told the manifest in it. */
  newUrl(arrived?: (manifest: Manifest) => void): string;
  /** Takes a zip file. Returns the status of the answer. */
  take(path: string, zip: Buffer): number;
  /** The manifest of an app that was uploaded to an address; undefined if there is none. */
  at(url: string): Manifest | undefined;
}

/** Creates the store of a world's uploads. */
export function createAppUploads(clock: Clock): AppUploads {
  const uploads = new Map<string, Upload>();
  return {
    origin: '',
    newUrl(arrived) {
      const path = `${appUploadsPath}${randomUUID()}`;
      uploads.set(path, { until: clock.now() + goodMs, arrived });
      for (const oldest of [...uploads.keys()].slice(0, -mostUploads)) uploads.delete(oldest);
      return this.origin + path;
    },
    take(path, zip) {
      const upload = uploads.get(path);
      if (upload === undefined || upload.until < clock.now()) return 403;
      if (zipNames(zip).length === 0) return 400;
      const manifest = manifestIn(zip);
      if (manifest !== undefined) {
        upload.manifest = manifest;
        upload.arrived?.(manifest);
      }
      return 200;
    },
    at: (url) => uploads.get(URL.canParse(url) ? new URL(url).pathname : '')?.manifest,
  };
}

/** What the gateway reports of the manifest in an app's archive, which the Forge CLI writes there as JSON. */
function manifestIn(zip: Buffer): Manifest | undefined {
  const text = zipText(zip, 'manifest.yml', longestManifest);
  try {
    return text === undefined ? undefined : readManifest(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readManifest(manifest: unknown): Manifest {
  const permissions = part(manifest, 'permissions');
  const fetch = part(part(permissions, 'external'), 'fetch');
  const egress = (type: Egress['type'], addresses: readonly string[]): Egress[] =>
    addresses.length === 0 ? [] : [{ type, addresses }];
  return {
    scopes: scopesIn(part(permissions, 'scopes')),
    egress: [
      ...egress('FETCH_BACKEND_SIDE', textsIn(part(fetch, 'backend'))),
      ...egress('FETCH_CLIENT_SIDE', textsIn(part(fetch, 'client'))),
    ],
    licensed: part(part(part(manifest, 'app'), 'licensing'), 'enabled') === true,
    requiredProducts: productsIn(part(manifest, 'modules')),
    modules: modulesIn(part(manifest, 'modules')),
  };
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Scopes are a list, or the keys of a map. */
function scopesIn(scopes: unknown): string[] {
  if (Array.isArray(scopes)) return textsIn(scopes);
  return typeof scopes === 'object' && scopes !== null ? Object.keys(scopes) : [];
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

function productsIn(modules: unknown): Product[] {
  const types = typeof modules === 'object' && modules !== null ? Object.keys(modules) : [];
  return (['jira', 'confluence', 'compass'] as const).filter((product) =>
    types.some((type) => type.startsWith(`${product}:`)),
  );
}

function modulesIn(modules: unknown): Module[] {
  if (typeof modules !== 'object' || modules === null) return [];
  return Object.entries(modules).flatMap(([type, list]: [string, unknown]) =>
    (Array.isArray(list) ? list : []).flatMap((module: unknown): Module[] => {
      const [key, title] = [part(module, 'key'), part(module, 'title')];
      if (typeof key !== 'string') return [];
      const named = type.includes(':') || type === 'macro' ? type : `core:${type}`;
      return [{ key, type: named, ...(typeof title === 'string' && { data: { title } }) }];
    }),
  );
}
