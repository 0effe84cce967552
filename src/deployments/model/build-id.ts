import { createHash } from 'node:crypto';
import type { Build } from '../../core/deployment.ts';

/** What a page calls a build by: tags are of any length, and what the page shows of two of them may be the same. */
export function buildId({ tag }: Pick<Build, 'tag'>): string {
  return createHash('sha256').update(tag).digest('base64url');
}
