/**
 * The path of a URL in the code (`*` for what is known only at run time) without host, query, fragment and double
 * slashes. Undefined where no part of the path is known.
 */
export function normalizePath(url: string): string | undefined {
  const path = (/^[^?#]*/.exec(url)?.[0] ?? '')
    .replace(/^https?:\/\/[^/]*(\/ex\/(jira|confluence)\/[^/]*)?/, '')
    // A variable base URL before the path.
    .replace(/^[*\u{1}]+(?=\/)/u, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const whole = path.startsWith('/') || path === '' ? path : `/${path}`;
  return /[^/*\u{1}]/u.test(whole) ? whole : undefined;
}
