import type { Node } from '@babel/types';

/** A name for a place that names a request function, unique in its app. */
export function mentionKey(path: string, { start }: Node): string {
  return `${path}:${start ?? 0}`;
}
