import type { CallJudgement, RestApi } from '../scopes/call-judgement.ts';
import { documentedNeeds } from '../scopes/documented-needs.ts';
import { judgeCall } from '../scopes/judge-call.ts';
import type { CallSite } from './code-module.ts';
import { appliedArguments, argumentsOf, methodsOf } from './evaluate-call.ts';
import type { Evaluation } from './evaluate.ts';
import { type CallSearch, followCallers, type FollowedCalls, type FollowedKind } from './follow-callers.ts';
import { apiOfRequest } from './request-names.ts';
import { normalizePath } from './rest-path.ts';
import type { ScopeUse, UnreadCall } from './scan-results.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import { type Arguments, type Frame, type RequestValue, textsOf } from './values.ts';

/** A call that needs scopes, or may; without the range that it has in the file of its site. */
export type FoundCall = { readonly site: CallSite } & (
  { readonly use: Omit<ScopeUse, 'range'> } | { readonly unread: Omit<UnreadCall, 'range'> }
);

/**
 * What a call needs if it is one of Forge's request functions, wherever that comes from; undefined for any other call.
 * Where an enclosing function passes a parameter on as path, method, options or function, the arguments of its callers
 * count, and the calls are located there.
 */
export function scanRestCall(call: CallSite, search: CallSearch): CallScan | undefined {
  return followCallers(call, requests, search);
}

type CallScan = FollowedCalls<FoundCall>;

const requests: FollowedKind<FoundCall> = {
  read: scanRequest,
  isSettled(call) {
    if ('use' in call) return true;
    const { unknown, text } = call.unread;
    return (unknown === 'operation' || unknown === 'scopes') && !text.includes(unknownPart);
  },
  isTelling: (call) => 'use' in call || call.unread.unknown !== 'path',
  isOpen: (call) => 'unread' in call,
  textOf: (call) => ('use' in call ? call.use.text : call.unread.text),
};

function scanRequest({ node }: CallSite, site: CallSite, frame: Frame, evaluation: Evaluation): CallScan | undefined {
  const callee = unwrapExpression(node.callee);
  const direct = evaluation.values(callee, frame).filter((value) => value.kind === 'request');
  if (direct.length > 0) return scanAll(direct, argumentsOf(node.arguments, frame, evaluation), site, evaluation);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return undefined;
  const method = propertyName(callee.property, callee.computed);
  if (method !== 'call' && method !== 'apply') return undefined;
  const indirect = evaluation.values(callee.object, frame).filter((value) => value.kind === 'request');
  if (indirect.length === 0) return undefined;
  const [, ...args] = node.arguments;
  return scanAll(
    indirect,
    method === 'call' ? argumentsOf(args, frame, evaluation) : appliedArguments(args[0], frame, evaluation),
    site,
    evaluation,
  );
}

function scanAll(requests: readonly RequestValue[], args: Arguments, site: CallSite, evaluation: Evaluation): CallScan {
  const distinct = new Map(requests.map((one) => [`${one.name} ${one.as ?? ''}`, one]));
  return {
    calls: [...distinct.values()].flatMap((one) => callsOf(one, args, site, evaluation)),
    mentions: requests.flatMap(({ name, mentions }) => [...mentions, `named ${name}`]),
  };
}

function callsOf(
  { name, as, bound }: RequestValue,
  { known, isOpen }: Arguments,
  site: CallSite,
  evaluation: Evaluation,
): readonly FoundCall[] {
  const api = apiOfRequest(name);
  const identity = as && { as };
  const [graph] = documentedNeeds('api', `@forge/api ${name}`);
  if (graph) return [{ site, use: { kind: 'graph', text: name, ...graph, ...identity } }];
  if (api === undefined) return [{ site, unread: { text: name, unknown: 'scopes', called: name, ...identity } }];
  const [target, options] = [...bound, ...known];
  const { texts, isOpen: isOtherPath } = textsOf(target ? evaluation.values(target.node, target.frame) : []);
  const normalized = [...new Set(texts.map(normalizePath))];
  const paths = normalized.filter((path) => path !== undefined);
  const given = options ? evaluation.values(options.node, options.frame) : [];
  const named = methodsOf(options || isOpen ? given : [{ kind: 'nothing' }], evaluation);
  const others: readonly FoundCall[] =
    isOtherPath || paths.length < normalized.length
      ? [{ site, unread: { text: name, api, unknown: 'path', ...identity } }]
      : [];
  const calls = paths.flatMap((path): readonly FoundCall[] => {
    const described = { site, name, api, path, identity };
    return named.isOpen ? [withoutMethod(described)] : named.methods.map((method) => withMethod(method, described));
  });
  return [...calls, ...others];
}

/** Many calls of an app are alike. */
const judgements = new Map<string, CallJudgement>();
const maxJudgements = 2_000;

function judgementOf(api: RestApi, method: string | undefined, path: string): CallJudgement {
  const key = `${api} ${method ?? ''} ${path}`;
  const judgement = judgements.get(key) ?? judgeCall(api, method, path);
  if (judgements.size >= maxJudgements) judgements.clear();
  judgements.set(key, judgement);
  return judgement;
}

interface DescribedCall {
  readonly site: CallSite;
  readonly name: string;
  readonly api: RestApi;
  readonly path: string;
  readonly identity: Pick<ScopeUse, 'as'> | undefined;
}

function withoutMethod(call: DescribedCall): FoundCall {
  const { site, name, api, path, identity } = call;
  const judgement = judgementOf(api, undefined, path);
  const [only, ...others] = judgement.status === 'unknown' ? judgement.possible : [];
  // Where a path has one method, it is that one.
  if (only && others.length === 0 && !displayPath(path).includes(unknownPart)) return withMethod(only.method, call);
  const text = `${name} ${displayPath(path)}`;
  return { site, unread: { text, api, unknown: 'method', ...unjudged(judgement), ...identity } };
}

function withMethod(method: string, { site, api, path, identity }: DescribedCall): FoundCall {
  const text = `${method} ${displayPath(path)}`;
  const judgement = judgementOf(api, method, path);
  if (judgement.status !== 'matched' && judgement.status !== 'needsNone')
    return { site, unread: { text, api, unknown: 'operation', ...unjudged(judgement), ...identity } };
  const { scopes, granular } = judgement.operation;
  return { site, use: { kind: 'rest', text, scopes, granular, ...identity } };
}

/** What a call that needs unknown scopes reaches, or may need. */
function unjudged(judgement: CallJudgement): Pick<UnreadCall, 'called' | 'mayNeed'> & { readonly unknown?: 'scopes' } {
  if (judgement.status === 'noTable') return { unknown: 'scopes', called: judgement.api };
  const possible = judgement.status === 'unknown' ? judgement.possible : [];
  // Where no operation fits, the tables lack it.
  if (possible.length === 0 || possible.some(({ needs }) => needs === 'unknown')) return {};
  const scopes = possible.flatMap((operation) => [...operation.scopes, ...operation.granular]);
  return { mayNeed: [...new Set(scopes)].sort() };
}

/** Longer paths are truncated where people see them, in characters. */
const maxDisplayLength = 200;

/** Stands for what is known only at run time, for people. */
const unknownPart = '{…}';

/** A path for people, with `{…}` for what is known only at run time. */
function displayPath(path: string): string {
  const short = path.length > maxDisplayLength ? `${path.slice(0, maxDisplayLength)}…` : path;
  return short.replaceAll(/[*\u{1}]+/gu, unknownPart);
}
