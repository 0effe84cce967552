import type { Arguments, Frame, Invocation, Value } from './values.ts';

/** The frame of the inside of a function that is called. */
export function callFrame(
  { node, frame, bound }: Extract<Value, { kind: 'function' }>,
  args: Arguments,
  caller: Frame,
): Frame {
  const invocation: Invocation = {
    callee: node,
    arguments: { known: [...bound, ...args.known], isOpen: args.isOpen },
    outer: frame.invocation,
    caller: caller.invocation,
  };
  return { scope: frame.scope, invocation, self: frame.self };
}
