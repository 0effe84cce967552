import type { Node } from '@babel/types';
import { callFrame } from './call-frame.ts';
import { type Caller, enclosingFunctions } from './call-targets.ts';
import type { CallSite } from './code-module.ts';
import { argumentsOf } from './evaluate-call.ts';
import type { Evaluation } from './evaluate.ts';
import type { Frame } from './values.ts';

/** How many functions are followed from a call to those that call them. */
const maxDepth = 5;
/** A function with more calls than this is not followed. */
const maxCallers = 2_000;

/** The calls that one leads to, and the mentions of functions that led to it. */
export interface FollowedCalls<Call> {
  readonly calls: readonly Call[];
  readonly mentions: readonly string[];
}

/** A kind of calls that are looked for. */
export interface FollowedKind<Call> {
  /** What `call` comes to in a frame, located at `site`; undefined where it is none of the kind. */
  readonly read: (
    call: CallSite,
    site: CallSite,
    frame: Frame,
    evaluation: Evaluation,
  ) => FollowedCalls<Call> | undefined;
  /** Whether callers can tell no more of a call. */
  readonly isSettled: (call: Call) => boolean;
  /** Whether something is known of what a call reaches. */
  readonly isTelling: (call: Call) => boolean;
  /** Whether a call may reach what is not known. */
  readonly isOpen: (call: Call) => boolean;
  readonly textOf: (call: Call) => string;
}

export interface CallSearch {
  readonly evaluation: Evaluation;
  /** The calls of a function, and whether it may be called from elsewhere too. */
  readonly callersOf: (
    function_: Node,
    scope: CallSite['scope'],
  ) => { readonly callers: readonly Caller[]; readonly isShared: boolean };
  /** Keeps what a call leads to by one of its callers. */
  readonly remembered: <T>(kind: object, call: Node, caller: Node, work: () => T) => T;
  readonly budget: { readonly left: number };
}

/** The calls that lead to a call: the innermost first. */
type Chain = readonly Caller[];

/** What a call comes to, by the arguments of those that call the functions around it; undefined where it is no call of the kind. */
export function followCallers<Call>(
  call: CallSite,
  kind: FollowedKind<Call>,
  search: CallSearch,
  chain: Chain = [],
): FollowedCalls<Call> | undefined {
  const site = chain.at(-1)?.site ?? call;
  const own = kind.read(call, site, frameOf(call, chain, search.evaluation), search.evaluation);
  if (own?.calls.every(kind.isSettled) === true || chain.length >= maxDepth || search.budget.left <= 0) return own;
  for (const enclosing of enclosingFunctions(site.scope)) {
    const { callers, isShared } = search.callersOf(enclosing, site.scope);
    if (callers.length === 0) continue;
    if (callers.length > maxCallers) return own;
    const scans = callers.flatMap((caller) => {
      const through = () => followCallers(call, kind, search, [...chain, caller]);
      return (chain.length > 0 ? through() : search.remembered(kind, call.node, caller.site.node, through)) ?? [];
    });
    return withCallers(own, scans, isShared, kind);
  }
  return own;
}

function withCallers<Call>(
  own: FollowedCalls<Call> | undefined,
  scans: readonly FollowedCalls<Call>[],
  isShared: boolean,
  { isTelling, isOpen, textOf }: FollowedKind<Call>,
): FollowedCalls<Call> | undefined {
  const calls = scans.flatMap((scan) => scan.calls);
  const mentions = [...new Set([...(own?.mentions ?? []), ...scans.flatMap((scan) => scan.mentions)])];
  if (!calls.some(isTelling)) return own ?? scans[0];
  const ownTexts = new Set(own?.calls.map(textOf));
  if (own && calls.every((call) => ownTexts.has(textOf(call)))) return { ...own, mentions };
  const elsewhere = isShared ? (own?.calls ?? []).filter(isOpen) : [];
  return { calls: [...calls, ...elsewhere], mentions };
}

/** Where a call is evaluated, in the calls that lead to it. */
function frameOf(call: CallSite, chain: Chain, evaluation: Evaluation): Frame {
  const [caller, ...outer] = chain;
  if (caller === undefined) return { scope: call.scope };
  const at = frameOf(caller.site, outer, evaluation);
  // What `this` is depends on the calls before.
  const here = evaluation.values(caller.site.node.callee, at);
  const function_ = here.find((value) => value.kind === 'function' && value.node === caller.function.node);
  const called = function_?.kind === 'function' ? function_ : caller.function;
  const inside = callFrame(called, argumentsOf(caller.site.node.arguments, at, evaluation), at);
  return { ...inside, scope: call.scope };
}
