import { findOperation, type RestOperation } from '../scopes/rest-operations.ts';
import type { ProductApi } from './scan.ts';
import { anything } from './string-values.ts';

/**
 * The path of a URL as the code gives it (`*` for what is known only when it runs): without query, fragment, host and
 * double slashes. Undefined where nothing of the path itself is known.
 */
export function pathOf(url: string): string | undefined {
  const path = (/^[^?#]*/.exec(url)?.[0] ?? '')
    .replace(/^https?:\/\/[^/]*(\/ex\/(jira|confluence)\/[^/]*)?/, '')
    // A base address before the path.
    .replace(/^[*]+(?=\/)/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const whole = path.startsWith('/') || path === '' ? path : `/${path}`;
  return /[^/*]/.test(whole) ? whole : undefined;
}

/**
 * The operation that a call reaches, also where the code writes its path in another way: an older version of Jira's
 * API, whose scopes are those of version 3; Confluence's without `/wiki`; with a query that comes out of an expression.
 */
export function operationAt(api: ProductApi, method: string, path: string): RestOperation | undefined {
  const variants = [path];
  if (api === 'jira') variants.push(path.replace(/^\/rest\/api\/(2|latest)\//, '/rest/api/3/'));
  if (api === 'confluence' && !path.startsWith('/wiki/')) variants.push(`/wiki${path}`);
  for (const variant of variants) {
    const found =
      findOperation(api, method, variant) ??
      (/[^/*][*]$/.test(variant) ? findOperation(api, method, variant.slice(0, -anything.length)) : undefined);
    if (found) return found;
  }
  return undefined;
}
