import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { scopeSchema } from '../../core/permission-schema.ts';
import type { Scope } from '../../core/permission.ts';
import { writeWholeFile } from '../../files/whole-file.ts';

/** The answer of a gateway about a scope; without `scope` where the gateway does not know the key. */
export interface CachedScope {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly scope?: Scope;
}

/** The answers of one gateway about scopes, by key, on disk. Losing them only costs some requests. */
export interface ScopeFactsCache {
  /** Empty where there is no file or it can't be read. Never throws. */
  read(): Promise<ReadonlyMap<string, CachedScope>>;
  /** Replaces the file as a whole. Never throws. */
  write(scopes: ReadonlyMap<string, CachedScope>): Promise<void>;
}

/** Raised when the shape of the file changes; files of another version are not read. */
const formatVersion = 1;

const fileSchema = () =>
  z.object({
    formatVersion: z.literal(formatVersion),
    scopes: z.array(
      z.tuple([
        z.string(),
        z.object({
          at: z.number(),
          scope: z.exactOptional(scopeSchema),
        }),
      ]),
    ),
  });

/**
 * The cache of one gateway, whose URL becomes a digest in the file name. The folder is created when first needed.
 * `onError` receives errors of writing, and of reading an existing file.
 */
export function createScopeFactsCache(
  folder: string,
  gateway: string,
  onError: (error: unknown) => void,
): ScopeFactsCache {
  const file = join(folder, `scopes-${createHash('sha256').update(gateway).digest('hex').slice(0, 24)}.json`);
  return {
    async read() {
      try {
        return new Map(fileSchema().parse(JSON.parse(await readFile(file, 'utf8'))).scopes);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) onError(error);
        return new Map();
      }
    },
    async write(scopes) {
      try {
        await mkdir(folder, { recursive: true });
        await writeWholeFile(file, JSON.stringify({ formatVersion, scopes: [...scopes] }));
      } catch (error) {
        onError(error);
      }
    },
  };
}
