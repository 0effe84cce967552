import type { Node } from '@babel/types';
import { concatenate, partTexts } from './concatenate.ts';
import { argumentsOf } from './evaluate-call.ts';
import { type Evaluator, type Frame, unknownValue, type Value } from './values.ts';

/** What `new` makes: instances of classes of the app, and addresses. */
export function constructedValues(
  callee: Node,
  args: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const [first, base] = args;
  if (callee.type === 'Identifier' && callee.name === 'URL' && first) return addresses(first, base, frame, evaluator);
  return evaluator
    .values(callee, frame)
    .map((value) =>
      value.kind === 'class' ? { ...value, arguments: argumentsOf(args, frame, evaluator) } : unknownValue,
    );
}

/** `new URL(address, base)`: the base stands before an address that is a path. */
function addresses(first: Node, base: Node | undefined, frame: Frame, evaluator: Evaluator): readonly Value[] {
  const values = evaluator.values(first, frame);
  const isPath = values.some((value) => value.kind === 'text' && !/^[a-z][a-z\d+.-]*:/i.test(value.text));
  if (base === undefined || !isPath) return values;
  const origins = partTexts(evaluator.values(base, frame)).map((text) => text.replace(/\/+$/, ''));
  const paths = partTexts(values).map((text) => (/^[/*]/.test(text) ? text : `/${text}`));
  return concatenate([origins, paths]);
}
