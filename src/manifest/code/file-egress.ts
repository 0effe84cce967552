import type { Position } from '../../core/text-position.ts';
import { isHttpClient } from '../egress/http-clients.ts';
import { namedHosts } from '../egress/named-hosts.ts';
import { mayCallByItself } from '../egress/quiet-packages.ts';
import type { AddressCall, FileEgress } from './scan-results.ts';

/** What is opened without a call: only pages have these. */
const opened = /\bnew\s{1,5}(WebSocket|EventSource)\b/g;

/**
 * What a file has to do with addresses: the calls that were found in it, the packages that it imports and that may call
 * addresses by themselves, and the hosts in its texts. Undefined for nothing.
 */
export function fileEgress(
  text: string,
  packages: readonly string[],
  { calls, side, isUnread }: Pick<FileEgress, 'calls' | 'side' | 'isUnread'>,
): FileEgress | undefined {
  const loud = isUnread === true ? [] : packages.filter((module) => mayCallByItself(module) && !isHttpClient(module));
  const others = [
    ...loud.map((module) => ({ name: module, at: text.indexOf(module) })),
    ...(isUnread === true ? [] : [...text.matchAll(opened)]).map(({ 1: name = '', index }) => ({ name, at: index })),
  ];
  const all = [...calls, ...others.map(({ name, at }) => unknownCall(name, text, at))];
  const hosts = namedHosts(text);
  if (all.length + hosts.length === 0 && isUnread !== true) return undefined;
  return { calls: all, hosts, ...(side && { side }), ...(isUnread === true && { isUnread }) };
}

function unknownCall(name: string, text: string, at: number): AddressCall {
  const range = { start: positionAt(text, at), end: positionAt(text, at + name.length) };
  return { text: name, range, isSure: false };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
