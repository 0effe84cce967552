import type { Node } from '@babel/types';
import { callsAddress, isHttpClient } from '../egress/http-clients.ts';
import { mayOpenRequest, scanAddressCall } from './address-calls.ts';
import type { CallSite, CodeModule } from './code-module.ts';
import type { CallSearch } from './follow-callers.ts';
import type { LocatedAddress } from './scan-module.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import type { Value } from './values.ts';

/** The calls of addresses outside the app that a file leads to, there and by those who call its functions. */
export function scanAddresses(module: CodeModule, search: CallSearch): readonly LocatedAddress[] {
  return [...module.calls.flatMap((site) => callsAt(site, search)), ...passedOn(module, search)];
}

function callsAt(site: CallSite, search: CallSearch): readonly LocatedAddress[] {
  const callee = unwrapExpression(site.node.callee);
  const values = search.evaluation.values(callee, { scope: site.scope });
  if (mayOpenRequest(site.node) || values.some(isClient))
    return scanAddressCall(site, search).map(({ site: at, ...call }) => ({
      file: at.scope.file.path,
      call: { ...call, range: at.scope.file.rangeOf(at.node) },
    }));
  return values.every(({ kind }) => kind === 'unknown' || kind === 'external') && isNamedFetch(callee)
    ? [unknownCall(site.node, site.scope)]
    : [];
}

function isClient(value: Value): boolean {
  return value.kind === 'external' && callsAddress(value.module, value.path);
}

/** `fetch` of what is not known. */
function isNamedFetch(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'fetch';
  return (
    (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') &&
    propertyName(callee.property, callee.computed) === 'fetch'
  );
}

/** What is handed on is probably called, with addresses that are not known here. */
function passedOn(module: CodeModule, { evaluation }: CallSearch): readonly LocatedAddress[] {
  const imported = module.imports.flatMap(({ name, scope }) => {
    if (name.type !== 'Identifier' || !module.handedOn.has(name.name)) return [];
    const isOfClient = evaluation
      .values(name, { scope })
      .some((value) => value.kind === 'external' && isHttpClient(value.module) && isClient(value));
    return isOfClient ? [unknownCall(name, scope)] : [];
  });
  const fetch = module.scope.lookup('fetch') === undefined ? module.handedOn.get('fetch') : undefined;
  return fetch ? [...imported, unknownCall(fetch, module.scope)] : imported;
}

function unknownCall(node: Node, { file }: CallSite['scope']): LocatedAddress {
  const text = node.type === 'Identifier' ? node.name : 'fetch';
  return { file: file.path, call: { text, range: file.rangeOf(node), isSure: false } };
}
