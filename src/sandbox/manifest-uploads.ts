import { randomUUID } from 'node:crypto';
import type { Clock } from './world/world-clock.ts';
import { zipNames, zipText } from './zip-entry.ts';

/** The path below which manifests are uploaded. */
export const uploadsPath = '/manifest-uploads/';

/** How long an address for an upload is good, in milliseconds. */
const goodMs = 5 * 60_000;

/** The most addresses that are kept, and the longest manifest, in bytes. */
const [mostUploads, longestManifest] = [100, 1024 * 1024];

interface Upload {
  readonly until: number;
  manifest?: string;
}

/** Manifests that were uploaded to be checked, by the addresses that the gateway gave for them. */
export interface ManifestUploads {
  /** Where the sandbox listens, such as `http://127.0.0.1:8080`; set once it does. */
  origin: string;
  /** Returns an address that takes one manifest for five minutes. */
  newUrl(): string;
  /** Takes the body of a PUT. Returns the status and the body of the answer. */
  put(path: string, body: Buffer): { readonly status: number; readonly body: string };
  /** The manifest that was uploaded to an address; undefined if there is none. */
  at(url: string): string | undefined;
}

/** Creates the store of a world's uploads. */
export function createManifestUploads(clock: Clock): ManifestUploads {
  const uploads = new Map<string, Upload>();
  const denied = (message: string) => ({
    status: 403,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`,
  });
  return {
    origin: '',
    newUrl() {
      const path = `${uploadsPath}${randomUUID()}`;
      uploads.set(path, { until: clock.now() + goodMs });
      for (const oldest of [...uploads.keys()].slice(0, -mostUploads)) uploads.delete(oldest);
      return this.origin + path;
    },
    put(path, body) {
      const upload = uploads.get(path);
      if (upload === undefined) return denied('Access Denied');
      if (upload.until < clock.now()) return denied('Request has expired');
      const manifest = manifestIn(body);
      if (manifest === undefined) return { status: 400, body: '' };
      upload.manifest = manifest;
      return { status: 200, body: '' };
    },
    at: (url) => uploads.get(URL.canParse(url) ? new URL(url).pathname : '')?.manifest,
  };
}

/** The text of `manifest.yml` in a zip file that holds nothing else; undefined for anything else. */
function manifestIn(zip: Buffer): string | undefined {
  return zipNames(zip).length === 1 ? zipText(zip, 'manifest.yml', longestManifest) : undefined;
}
