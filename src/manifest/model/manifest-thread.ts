import { ForgeError } from '../../core/errors.ts';
import { createWorkerThread, type WorkerThreadOptions } from '../../core/worker-thread.ts';
import { type Manifest, unreadableManifest } from './manifest-contents.ts';
import type { UploadedText } from './uploaded-text.ts';

/** A message to the worker. */
export type ManifestRequest = ParseRequest | IgnoreRequest | FillRequest;

/** Asks for a manifest. `open` identifies one that is being edited: what did not change in it is not parsed again. */
export interface ParseRequest {
  readonly kind: 'parse';
  readonly path: string;
  readonly text: string;
  readonly open?: string;
}

/** Asks which of some paths git ignores. */
export interface IgnoreRequest {
  readonly kind: 'ignore';
  /** The texts of `.gitignore` files by the folder that each lies in, relative to the top folder. */
  readonly gitignores: ReadonlyMap<string, string>;
  /** Relative to the top folder, with `/` as separator. */
  readonly paths: readonly string[];
  readonly ignoreCase: boolean;
}

/** Asks for a manifest as it is uploaded. */
export interface FillRequest {
  readonly kind: 'fill';
  readonly text: string;
}

/** A message from the worker. */
export type ManifestReply =
  | { readonly kind: 'parsed'; readonly manifest: Manifest }
  | { readonly kind: 'filled'; readonly uploaded: UploadedText }
  /** `notApplied` says which rules are beyond a limit; `failed`, that there was too much to compare. */
  | { readonly kind: 'ignored'; readonly ignored: readonly boolean[]; readonly notApplied: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Reads manifests and `.gitignore` files in a thread: both come from repositories, also from those that nobody trusts,
 * and must not hold up the editor.
 */
export interface ManifestThread {
  /** The contents of a manifest; `unreadable` where it ends the thread or takes too long. Throws as `ask` does. */
  parse(request: Omit<ParseRequest, 'kind'>): Promise<Manifest>;
  /** Which of the paths are ignored. Throws `unexpected` where that takes too long, else as `ask` does. */
  ignored(
    request: Omit<IgnoreRequest, 'kind'>,
  ): Promise<{ readonly ignored: readonly boolean[]; readonly notApplied: readonly string[] }>;
  /** A manifest as it is uploaded. Throws `unexpected` where that takes too long, else as `ask` does. */
  filled(text: string): Promise<UploadedText>;
  dispose(): void;
}

/** A thread that starts with the first request, and ends when it is idle. */
export function createManifestThread(options: WorkerThreadOptions): ManifestThread {
  const thread = createWorkerThread<ManifestRequest, ManifestReply>(options, nameOf);
  return {
    async parse(request) {
      const reply = await thread.ask({ kind: 'parse', ...request }, { isUrgent: request.open !== undefined });
      return reply?.kind === 'parsed' ? reply.manifest : unreadableManifest('This manifest can’t be read');
    },
    async ignored(request) {
      const reply = await thread.ask({ kind: 'ignore', ...request });
      if (reply?.kind === 'ignored') return reply;
      throw new ForgeError(
        'unexpected',
        reply?.kind === 'failed' ? reply.message : 'Comparing with the .gitignore files took too long',
      );
    },
    async filled(text) {
      const reply = await thread.ask({ kind: 'fill', text }, { isUrgent: true });
      if (reply?.kind === 'filled') return reply.uploaded;
      throw new ForgeError('unexpected', 'Reading the manifest took too long');
    },
    dispose: () => thread.dispose(),
  };
}

/** What a request is about, for the log. */
function nameOf(request: ManifestRequest): string {
  if (request.kind === 'parse') return request.path;
  return request.kind === 'ignore' ? 'what git ignores' : 'a manifest to upload';
}
