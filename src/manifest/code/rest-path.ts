import { findOperation, type RestOperation } from '../scopes/rest-operations.ts';
import type { ProductApi } from './scan-results.ts';
import { wildcard } from './string-values.ts';

/**
 * The path of a URL in the code (`*` for what is known only at run time) without host, query, fragment and double
 * slashes. Undefined where no part of the path is known.
 */
export function normalizePath(url: string): string | undefined {
  const path = (/^[^?#]*/.exec(url)?.[0] ?? '')
    .replace(/^https?:\/\/[^/]*(\/ex\/(jira|confluence)\/[^/]*)?/, '')
    // A variable base URL before the path.
    .replace(/^[*]+(?=\/)/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const whole = path.startsWith('/') || path === '' ? path : `/${path}`;
  return /[^/*]/.test(whole) ? whole : undefined;
}

/**
 * The operation that a call reaches, also where the path is written differently: with an older version of Jira's API,
 * whose scopes are those of version 3; without Confluence's `/wiki`; with a query that comes from an expression.
 */
export function operationAt(api: ProductApi, method: string, path: string): RestOperation | undefined {
  const variants = [path];
  if (api === 'jira') variants.push(path.replace(/^\/rest\/api\/(2|latest)\//, '/rest/api/3/'));
  if (api === 'confluence' && !path.startsWith('/wiki/')) variants.push(`/wiki${path}`);
  for (const variant of variants) {
    const found =
      findOperation(api, method, variant) ??
      (/[^/*][*]$/.test(variant) ? findOperation(api, method, variant.slice(0, -wildcard.length)) : undefined);
    if (found) return found;
  }
  return undefined;
}
