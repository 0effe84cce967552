/**
 * The packages and global objects whose functions call addresses, with the names of these functions; an empty name is what
 * the package itself is. In functions of an app, whatever calls an address needs its permission: "axios or any library that
 * relies on fetch middleware" (https://developer.atlassian.com/platform/forge/runtime-egress-permissions/, Oct 30, 2024).
 */
const clients: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    '@forge/api': 'fetch',
    axios: ' request get delete head options post put patch postForm putForm patchForm getUri',
    'node-fetch': ' fetch',
    'cross-fetch': ' fetch',
    'isomorphic-fetch': ' fetch',
    'isomorphic-unfetch': ' fetch',
    unfetch: ' fetch',
    'whatwg-fetch': 'fetch',
    undici: 'fetch request stream pipeline',
    got: ' get post put patch head delete stream',
    ky: ' get post put patch head delete',
    superagent: ' get post put patch head delete del options',
    request: ' get post put patch head delete del',
    needle: ' get post put patch head delete request',
    https: 'get request',
    http: 'get request',
    'node:https': 'get request',
    'node:http': 'get request',
  }).map(([name, functions]) => [name, new Set(functions.split(' '))]),
);

/** Functions of these packages that make a client with options of its own, like a base address. */
const makers: ReadonlySet<string> = new Set(['create', 'extend', 'defaults']);

const globalFunctions =
  /^(?:(?:globalThis|global|window|self)\.)?(?:fetch|navigator\.sendBeacon)$|^(?:window\.|globalThis\.)?navigator\.sendBeacon$/;

/** Whether a package calls the addresses that its functions are given. */
export function isHttpClient(module: string): boolean {
  return clients.has(module);
}

/** Whether what a package exports under some names calls an address when it is called; `module` is empty for globals. */
export function callsAddress(module: string, path: readonly string[]): boolean {
  if (module === '') return globalFunctions.test(path.join('.'));
  const names = path.filter((name) => name !== 'default' && name !== made);
  return names.length < 2 && clients.get(module)?.has(names[0] ?? '') === true;
}

/** Whether what a package exports under some names makes a client. */
export function makesClient(module: string, path: readonly string[]): boolean {
  return clients.has(module) && makers.has(path.at(-1) ?? '');
}

/** Stands in a path for the client that was made. */
export const made = '()';

const callWords =
  /\bfetch\b|\bXMLHttpRequest\b|\bsendBeacon\b|\bnew\s+(?:WebSocket|EventSource)\b|["'`](?:axios|got|ky|superagent|request|needle|undici|(?:node:)?https?|node-fetch|cross-fetch|(?:isomorphic-)?unfetch)["'`]/;

/** Whether a text may call addresses. */
export function mayCallAddresses(text: string): boolean {
  return callWords.test(text);
}
