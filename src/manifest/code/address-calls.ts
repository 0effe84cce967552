import type { Node } from '@babel/types';
import { addressText, isWhole, parseAddress } from '../egress/address.ts';
import { callsAddress } from '../egress/http-clients.ts';
import type { CallSite } from './code-module.ts';
import { argumentsOf } from './evaluate-call.ts';
import { lookUp } from './evaluate-member.ts';
import type { Evaluation } from './evaluate.ts';
import { type CallSearch, followCallers, type FollowedCalls, type FollowedKind } from './follow-callers.ts';
import type { AddressCall } from './scan-results.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import { type Arguments, type Frame, textsOf, type Thunk, type Value } from './values.ts';

/** A call of an address, without the range that it has in the file of its site. */
export interface FoundAddress extends Omit<AddressCall, 'range'> {
  readonly site: CallSite;
}

/**
 * The addresses outside the app that a call reaches, by the arguments of those that call the functions around it; empty
 * for what calls none. What is only known when the app runs has no address.
 */
export function scanAddressCall(call: CallSite, search: CallSearch): readonly FoundAddress[] {
  return followCallers(call, addressCalls, search)?.calls ?? [];
}

const addressCalls: FollowedKind<FoundAddress> = {
  read: readAddress,
  isSettled: ({ address }) => address !== undefined,
  isTelling: ({ address }) => address !== undefined,
  isOpen: ({ address }) => address === undefined,
  textOf: ({ address, text }) => `${text} ${address ?? ''}`,
};

function readAddress(
  { node }: CallSite,
  site: CallSite,
  frame: Frame,
  evaluation: Evaluation,
): FollowedCalls<FoundAddress> | undefined {
  const callee = unwrapExpression(node.callee);
  const name = calleeName(unwrapExpression(site.node.callee));
  if (mayOpenRequest(node)) return found({ text: name, site }, textsAt(node.arguments[1], frame, evaluation));
  const clients = evaluation.values(callee, frame).filter(isClient);
  const [client] = clients;
  if (client === undefined) return undefined;
  const args = argumentsOf(node.arguments, frame, evaluation);
  const isLinted = /(?:^|\.)fetch$/.test(name) && site.node.arguments[0]?.type === 'StringLiteral';
  const isOfFunctions = client.module === '@forge/api';
  const common = { text: name, site, ...(isLinted && { isLinted }), ...(isOfFunctions && { isOfFunctions }) };
  return found(common, addressesOf(client, args, evaluation));
}

type External = Extract<Value, { kind: 'external' }>;

function isClient(value: Value): value is External {
  return value.kind === 'external' && callsAddress(value.module, value.path);
}

/** Whether a call is like `request.open('GET', address)` of an `XMLHttpRequest`. */
export function mayOpenRequest({ callee, arguments: args }: CallSite['node']): boolean {
  if (callee.type !== 'MemberExpression' || args.length < 2) return false;
  const [method] = args;
  return propertyName(callee.property, callee.computed) === 'open' && method?.type === 'StringLiteral'
    ? /^(?:get|post|put|patch|delete|head|options)$/i.test(method.value)
    : false;
}

interface KnownTexts {
  readonly texts: readonly string[];
  readonly isOpen: boolean;
}

const unknownTexts: KnownTexts = { texts: [], isOpen: true };

function found(
  common: Omit<FoundAddress, 'address' | 'isSure'>,
  { texts, isOpen }: KnownTexts,
): FollowedCalls<FoundAddress> {
  const written = texts.filter((one) => !isOwn(one));
  const addresses = new Map(written.map((one) => [addressIn(one), one]));
  const isUnknown = isOpen || addresses.has(undefined);
  return {
    calls: [
      ...[...addresses.keys()].flatMap((address): FoundAddress[] =>
        address === undefined ? [] : [{ ...common, address, isSure: !isUnknown }],
      ),
      ...(isUnknown ? [{ ...common, isSure: false }] : []),
    ],
    mentions: [],
  };
}

/** Whether a text leads to the app itself, like a path, or nowhere else. */
function isOwn(text: string): boolean {
  return /^(?:\/(?!\/)|[?#]|\.{1,2}\/|data:|blob:|about:|[\w-]+(?:\.html|\.json)?$)/.test(text);
}

/** The address in a text, where `*` stands for what is known only at run time; undefined where its host is not known. */
function addressIn(text: string): string | undefined {
  const known = text
    .replaceAll('\u{1}', '*')
    .replace(/(\.(?:com|net|org|io|dev|ai|app|cloud|co|[a-z]{2}))\*+$/i, '$1/*');
  const isAbsolute = /^(?:https?|wss?):\/\//i.test(known);
  const address = isAbsolute ? parseAddress(known) : undefined;
  // Only what stands before a dot may be unknown.
  return address && (isWhole(address) || /^[\w.*-]*\*[\w-]*(?:\.[\w-]+){2,}(?::\d+)?$/.test(address.host))
    ? addressText(address)
    : undefined;
}

/** The addresses that a client is called with: `get(address, options)`, or `client({ url, baseURL })`. */
function addressesOf({ madeWith }: External, { known, isOpen }: Arguments, evaluation: Evaluation): KnownTexts {
  const [first, second] = known;
  if (first === undefined) return isOpen ? unknownTexts : { texts: [], isOpen: false };
  const values = evaluation.values(first.node, first.frame);
  const plain = values.filter(({ kind }) => kind !== 'object');
  const objects = values.filter(({ kind }) => kind === 'object');
  const own = [
    ...(plain.length > 0 ? [textsOf(plain)] : []),
    ...objects.map((value) => textsOf(propertyOf(value, ['url', 'hostname', 'host', 'href'], evaluation))),
  ];
  const all = { texts: own.flatMap(({ texts }) => texts), isOpen: own.some((one) => one.isOpen) };
  const bases = [madeWith && thunkValues(madeWith, evaluation), second && thunkValues(second, evaluation), objects]
    .flatMap((options) => options ?? [])
    .flatMap((value) => propertyOf(value, ['baseURL', 'prefixUrl', 'baseUrl'], evaluation));
  return bases.length > 0 || madeWith ? below(textsOf(bases), all) : withProtocol(all, objects.length > 0);
}

function thunkValues({ node, frame }: Thunk, evaluation: Evaluation): readonly Value[] {
  return evaluation.values(node, frame);
}

/** The values of the first of some properties that an object has. */
function propertyOf(value: Value, names: readonly string[], evaluation: Evaluation): readonly Value[] {
  if (value.kind !== 'object') return [];
  for (const name of names) {
    const values = lookUp(value.entries, name, evaluation);
    if (values.length > 0) return values;
  }
  return [];
}

/** Addresses below a base: what is absolute stays, all else begins with the base. */
function below(base: KnownTexts, { texts, isOpen }: KnownTexts): KnownTexts {
  const absolute = texts.filter(isAbsolute);
  return absolute.length === texts.length && !isOpen
    ? { texts, isOpen }
    : { texts: [...absolute, ...base.texts], isOpen: base.isOpen };
}

/** `{ hostname: 'example.com' }` names a host without its protocol. */
function withProtocol({ texts, isOpen }: KnownTexts, isHost: boolean): KnownTexts {
  return isHost
    ? { texts: texts.map((text) => (isAbsolute(text) || /^[/*]/.test(text) ? text : `https://${text}`)), isOpen }
    : { texts, isOpen };
}

function isAbsolute(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(text);
}

function textsAt(node: Node | undefined, frame: Frame, evaluation: Evaluation): KnownTexts {
  return node ? textsOf(evaluation.values(node, frame)) : unknownTexts;
}

/** Like `fetch` or `axios.get`. */
function calleeName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return 'request';
  const name = propertyName(callee.property, callee.computed) ?? 'request';
  const object = unwrapExpression(callee.object);
  return object.type === 'Identifier' ? `${object.name}.${name}` : name;
}
