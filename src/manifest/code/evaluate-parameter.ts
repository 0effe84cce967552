import type { Node } from '@babel/types';
import { annotatedClass, elementsOf, orFallback, takeSteps } from './evaluate-variable.ts';
import type { Binding } from './lexical-scope.ts';
import { type Evaluator, type Frame, type Invocation, nothing, union, unknownValue, type Value } from './values.ts';

/** What a parameter may be: the argument of the call that leads to a frame, else an instance of the class of its type. */
export function parameterValues(
  binding: Extract<Binding, { kind: 'parameter' }>,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const { of, index, isRest, steps, fallback, outerFallback, scope, annotation } = binding;
  const at = { ...frame, scope };
  const invocation = invocationOf(of, frame.invocation);
  if (invocation === undefined)
    return elementsGiven(binding, frame, evaluator) ?? annotatedClass(annotation, scope, evaluator);
  const { known, isOpen } = invocation.arguments;
  if (isRest) return takeSteps([{ kind: 'list', elements: known.slice(index), isOpen }], steps, evaluator);
  const argument = known[index];
  const missing = isOpen ? unknownValue : nothing;
  const given = argument ? evaluator.values(argument.node, argument.frame) : [missing];
  const whole = steps.length > 0 ? orFallback(given, outerFallback, at, evaluator) : given;
  const values = orFallback(takeSteps(whole, steps, evaluator), fallback, at, evaluator);
  return values.every(({ kind }) => kind === 'unknown') ? annotatedClass(annotation, scope, evaluator) : values;
}

/** The elements of the list whose method a function is handed to, as in `list.map(…)`. */
function elementsGiven(
  { of, index, steps, scope }: Extract<Binding, { kind: 'parameter' }>,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const list = index === 0 ? evaluator.moduleOf(scope)?.callbacks.get(of) : undefined;
  const lists = list && evaluator.values(list.node, { ...frame, scope: list.scope });
  return lists && takeSteps(union(...lists.map((value) => elementsOf(value, evaluator)), []), steps, evaluator);
}

/** The call of a function among those that lead to a frame. */
function invocationOf(function_: Node, invocation: Invocation | undefined, depth = 0): Invocation | undefined {
  if (invocation === undefined || depth > 20 || invocation.callee === function_) return invocation;
  return (
    invocationOf(function_, invocation.outer, depth + 1) ??
    (depth > 8 ? undefined : invocationOf(function_, invocation.caller, depth + 1))
  );
}
