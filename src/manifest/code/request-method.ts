import type { Node, ObjectExpression } from '@babel/types';
import { propertyName } from './bindings.ts';
import { bare } from './import-origin.ts';
import { anything, objectOf, textsOf, type View } from './string-values.ts';

/** Options are spread into others no deeper. */
const maxSteps = 10;

/** The HTTP methods that the options of a request may name, in capitals; undefined where that is not known. */
export function methodsOf(options: Node | undefined, view: View): readonly string[] | undefined {
  if (options === undefined || (options.type === 'Identifier' && options.name === 'undefined')) return ['GET'];
  return methodsIn(options, view, ['GET'], maxSteps);
}

/** The methods after some options were taken over: those named so far, unless they name others. */
function methodsIn(
  options: Node,
  view: View,
  soFar: readonly string[] | undefined,
  steps: number,
): readonly string[] | undefined {
  if (steps === 0 || view.budget.left <= 0) return undefined;
  view.budget.left -= 1;
  const results = alternatives(options).map((alternative) => {
    const found = objectOf(alternative, view);
    return found && methodsOfObject(found.object, found.view, soFar, steps - 1);
  });
  return results.includes(undefined) ? undefined : [...new Set(results.flatMap((methods) => methods ?? []))];
}

/** What is named last counts; what is spread may name a method too. */
function methodsOfObject(
  { properties }: ObjectExpression,
  view: View,
  soFar: readonly string[] | undefined,
  steps: number,
): readonly string[] | undefined {
  let methods = soFar;
  for (const property of properties) {
    if (property.type === 'SpreadElement') methods = methodsIn(property.argument, view, methods ?? [], steps);
    else if (property.type === 'ObjectProperty' && propertyName(property.key, property.computed) === 'method')
      methods = knownMethods(textsOf(property.value, view));
  }
  return methods;
}

function knownMethods(methods: readonly string[] | undefined): readonly string[] | undefined {
  return methods?.some((method) => method.includes(anything)) === true
    ? undefined
    : methods?.map((method) => method.toUpperCase());
}

/** Both sides of a condition; of `a && {…}` the object. */
function alternatives(options: Node): Node[] {
  const value = bare(options);
  if (value.type === 'ConditionalExpression')
    return [...alternatives(value.consequent), ...alternatives(value.alternate)];
  if (value.type === 'LogicalExpression')
    return value.operator === '&&'
      ? alternatives(value.right)
      : [...alternatives(value.left), ...alternatives(value.right)];
  return [value];
}
