import type { Node, ObjectExpression } from '@babel/types';
import { type Frame, possibleTexts, resolveObject, wildcard } from './string-values.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** Limits how deep options are spread into one another. */
const maxSteps = 10;

/** The HTTP methods that the options of a request may name, in upper case; undefined where they are not known. */
export function methodsOf(options: Node | undefined, frame: Frame): readonly string[] | undefined {
  if (options === undefined || (options.type === 'Identifier' && options.name === 'undefined')) return ['GET'];
  return methodsIn(options, frame, ['GET'], maxSteps);
}

/** The methods after applying some options; those known so far where the options name none. */
function methodsIn(
  options: Node,
  frame: Frame,
  soFar: readonly string[] | undefined,
  steps: number,
): readonly string[] | undefined {
  if (steps === 0 || frame.budget.left <= 0) return undefined;
  frame.budget.left -= 1;
  const results = alternatives(options).map((alternative) => {
    const found = resolveObject(alternative, frame);
    return found && methodsOfObject(found.object, found.frame, soFar, steps - 1);
  });
  return results.includes(undefined) ? undefined : [...new Set(results.flatMap((methods) => methods ?? []))];
}

/** The last property counts, be it named or spread. */
function methodsOfObject(
  { properties }: ObjectExpression,
  frame: Frame,
  soFar: readonly string[] | undefined,
  steps: number,
): readonly string[] | undefined {
  let methods = soFar;
  for (const property of properties) {
    if (property.type === 'SpreadElement') methods = methodsIn(property.argument, frame, methods ?? [], steps);
    else if (property.type === 'ObjectProperty' && propertyName(property.key, property.computed) === 'method')
      methods = knownMethods(possibleTexts(property.value, frame));
  }
  return methods;
}

function knownMethods(methods: readonly string[] | undefined): readonly string[] | undefined {
  return methods?.some((method) => method.includes(wildcard)) === true
    ? undefined
    : methods?.map((method) => method.toUpperCase());
}

/** The expressions that options may come from: both sides of a condition, the object of `a && {…}`. */
function alternatives(options: Node): Node[] {
  const value = unwrapExpression(options);
  if (value.type === 'ConditionalExpression')
    return [...alternatives(value.consequent), ...alternatives(value.alternate)];
  if (value.type === 'LogicalExpression')
    return value.operator === '&&'
      ? alternatives(value.right)
      : [...alternatives(value.left), ...alternatives(value.right)];
  return [value];
}
