import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { scopeSchema } from '../../core/permission-schema.ts';
import type { Scope } from '../../core/permission.ts';
import { writeWholeFile } from '../../files/whole-file.ts';

/** What a gateway said of a scope at some time; no scope where it does not know the key. */
export interface CachedScope {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly scope?: Scope;
}

/** What a gateway said of scopes, by key, kept on disk. It is a convenience: losing it costs some requests. */
export interface ScopeFactsCache {
  /** What was written last; empty where there is nothing, or nothing readable. Never throws. */
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
 * The cache of what one gateway says (its address becomes a digest in the file's name) in a folder, which is made when
 * first needed. `onError` hears of failures to write, and of a file that is there and can't be read.
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
