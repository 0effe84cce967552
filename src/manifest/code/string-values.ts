import type { Expression, Node, ObjectExpression, TemplateLiteral } from '@babel/types';
import type { Binding, Bindings } from './bindings.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** An expression with more possible texts than this counts as unknown. */
const maxTexts = 16;
/** Text beyond this many characters is no part of a path. */
const maxTextLength = 2000;
/** Limits how many names are followed, which may go in circles. */
const maxSteps = 10;

/** Stands for the parts of a text that are known only at run time. */
export const wildcard = '*';

/** Where an expression is evaluated: the names in scope, and the call of the enclosing function, if it is known. */
export interface Frame {
  readonly bindings: Bindings;
  readonly invocation?: Invocation | undefined;
  readonly budget: Budget;
}

/** How many more expressions of a file may be evaluated. Hostile code could otherwise take minutes. */
export interface Budget {
  left: number;
}

/** A call of a function of the file. */
export interface Invocation {
  readonly callee: Node;
  readonly arguments: readonly Node[];
  /** The frame of the caller. */
  readonly frame: Frame;
}

/** Functions that return their first argument, as far as paths are concerned. */
const passThroughFunctions: ReadonlySet<string> = new Set([
  'route',
  'assumeTrustedRoute',
  'routeFromAbsolute',
  'String',
  'encodeURI',
]);
/** Methods that return the string that they are called on, as far as paths are concerned. */
const passThroughMethods: ReadonlySet<string> = new Set(['toString', 'trim', 'valueOf']);

/**
 * The texts that an expression may evaluate to, with `*` for each part that is known only at run time. Understands
 * literals, templates (tagged or not), `+`, conditions, variables of the same file and properties of object literals.
 * Undefined where no part is known.
 */
export function possibleTexts(expression: Node, frame: Frame, steps = maxSteps): readonly string[] | undefined {
  if (steps === 0 || frame.budget.left <= 0) return undefined;
  frame.budget.left -= 1;
  const next = (node: Node, from = frame) => possibleTexts(node, from, steps - 1);
  const value = unwrapExpression(expression);
  switch (value.type) {
    case 'StringLiteral':
      return [value.value];
    case 'NumericLiteral':
      return [String(value.value)];
    case 'TemplateLiteral':
      return concatenate(templateParts(value, next));
    case 'TaggedTemplateExpression':
      return concatenate(templateParts(value.quasi, next));
    case 'BinaryExpression':
      return value.operator === '+'
        ? unlessOnlyWildcards(concatenate([next(value.left) ?? [wildcard], next(value.right) ?? [wildcard]]))
        : undefined;
    case 'ConditionalExpression':
      return unionIfAllKnown([next(value.consequent), next(value.alternate)]);
    case 'LogicalExpression':
      return value.operator === '&&' ? next(value.right) : unionIfAllKnown([next(value.left), next(value.right)]);
    case 'CallExpression':
      return textsOfCall(value.callee, value.arguments, next);
    case 'Identifier':
      return textsOfBinding(frame.bindings.lookup(value.name), frame, steps);
    case 'MemberExpression': {
      const property = propertyName(value.property, value.computed);
      return property === undefined ? undefined : textsOfProperty(value.object, property, frame, steps);
    }
    default:
      return undefined;
  }
}

function textsOfBinding(binding: Binding | undefined, frame: Frame, steps: number): readonly string[] | undefined {
  if (binding?.kind === 'property')
    return textsOfProperty(binding.of, binding.property, { ...frame, bindings: binding.bindings }, steps);
  if (binding?.kind === 'values') {
    const next = (node: Node) => possibleTexts(node, { ...frame, bindings: binding.bindings }, steps - 1);
    return withAppended(
      unionIfAllKnown(binding.values.filter((one) => !isEmptyInitializer(one)).map(next)),
      binding.appended.map(next),
    );
  }
  if (binding?.kind !== 'parameter') return undefined;
  const invocation = invocationOf(binding.of, frame);
  if (invocation === undefined) return undefined;
  const argument = invocation.arguments[binding.index];
  const fallback =
    binding.fallback && possibleTexts(binding.fallback, { ...frame, bindings: binding.bindings }, steps - 1);
  if (argument === undefined) return fallback;
  if (binding.property === undefined) return possibleTexts(argument, invocation.frame, steps - 1);
  return textsOfProperty(argument, binding.property, invocation.frame, steps, fallback);
}

/** The call of a function among the calls that lead to the frame. */
function invocationOf(function_: Node, { invocation }: Frame): Invocation | undefined {
  return invocation === undefined || invocation.callee === function_
    ? invocation
    : invocationOf(function_, invocation.frame);
}

/** An object literal with the frame in which its properties are evaluated. */
export interface ResolvedObject {
  readonly object: ObjectExpression;
  readonly frame: Frame;
}

/** The object literal that an expression evaluates to; undefined where that is not known. */
export function resolveObject(expression: Node, frame: Frame, steps = maxSteps): ResolvedObject | undefined {
  const value = unwrapExpression(expression);
  if (value.type === 'ObjectExpression') return { object: value, frame };
  if (steps === 0) return undefined;
  if (value.type === 'CallExpression' && isFreeze(value.callee)) {
    const [frozen] = value.arguments;
    return frozen && resolveObject(frozen, frame, steps - 1);
  }
  return value.type === 'Identifier' ? objectOfBinding(frame.bindings.lookup(value.name), frame, steps) : undefined;
}

function isFreeze(callee: Node): boolean {
  return callee.type === 'MemberExpression' && propertyName(callee.property, callee.computed) === 'freeze';
}

function objectOfBinding(binding: Binding | undefined, frame: Frame, steps: number): ResolvedObject | undefined {
  if (binding?.kind === 'values') {
    const [only, ...others] = binding.values;
    return only && others.length === 0
      ? resolveObject(only, { ...frame, bindings: binding.bindings }, steps - 1)
      : undefined;
  }
  if (binding?.kind !== 'parameter' || binding.property !== undefined) return undefined;
  const invocation = invocationOf(binding.of, frame);
  const argument = invocation?.arguments[binding.index];
  if (invocation && argument) return resolveObject(argument, invocation.frame, steps - 1);
  return (
    invocation &&
    binding.fallback &&
    resolveObject(binding.fallback, { ...frame, bindings: binding.bindings }, steps - 1)
  );
}

/** The texts of a property of an object literal; `otherwise` where the object lacks it. */
function textsOfProperty(
  object: Node,
  property: string,
  frame: Frame,
  steps: number,
  otherwise?: readonly string[],
): readonly string[] | undefined {
  const found = resolveObject(object, frame, steps - 1);
  if (found === undefined || found.object.properties.some((one) => one.type === 'SpreadElement')) return undefined;
  const value = found.object.properties.find(
    (one) => one.type === 'ObjectProperty' && propertyName(one.key, one.computed) === property,
  );
  if (value === undefined) return otherwise;
  return value.type === 'ObjectProperty' ? possibleTexts(value.value, found.frame, steps - 1) : undefined;
}

function textsOfCall(
  callee: Node,
  [first]: readonly Node[],
  next: (node: Node) => readonly string[] | undefined,
): readonly string[] | undefined {
  if (callee.type === 'MemberExpression') {
    const method = propertyName(callee.property, callee.computed) ?? '';
    if (passThroughMethods.has(method)) return next(callee.object);
    if (method === 'concat' && first)
      return unlessOnlyWildcards(concatenate([next(callee.object) ?? [wildcard], next(first) ?? [wildcard]]));
    return first && passThroughFunctions.has(method) ? next(first) : undefined;
  }
  return callee.type === 'Identifier' && passThroughFunctions.has(callee.name) && first ? next(first) : undefined;
}

function templateParts(
  { quasis, expressions }: TemplateLiteral,
  next: (node: Node) => readonly string[] | undefined,
): (readonly string[])[] {
  return quasis.flatMap((quasi, index) => {
    const expression = expressions[index];
    const text = [quasi.value.cooked ?? quasi.value.raw];
    return expression ? [text, next(expression) ?? [wildcard]] : [text];
  });
}

/** Every concatenation of one text of each part, up to the length that paths have. */
function concatenate(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce(
    (texts, part) => {
      if (texts.every(({ length }) => length > maxTextLength)) return texts;
      const either = texts.length * part.length > maxTexts ? [wildcard] : part;
      return texts.flatMap((text) => (text.length > maxTextLength ? [text] : either.map((one) => text + one)));
    },
    [''],
  );
}

function unlessOnlyWildcards(texts: readonly string[]): readonly string[] | undefined {
  return texts.some((text) => text.replaceAll(wildcard, '') !== '') ? texts : undefined;
}

/** The texts of all alternatives; undefined where one of them is unknown. */
function unionIfAllKnown(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const texts = parts.flatMap((part) => part ?? []);
  return parts.length === 0 || parts.includes(undefined) || texts.length > maxTexts ? undefined : texts;
}

/** Appending a query does not change the path; appending anything else may. */
function withAppended(
  texts: readonly string[] | undefined,
  appended: readonly (readonly string[] | undefined)[],
): readonly string[] | undefined {
  const isQuery = appended.every((part) => part?.every((text) => /^([?&]|$)/.test(text)) === true);
  return texts && (isQuery || texts.every((text) => text.includes('?'))) ? texts : undefined;
}

/** Whether a value is only a placeholder until a variable is assigned: `null`, `undefined` or `''`. */
function isEmptyInitializer(value: Expression): boolean {
  return (
    value.type === 'NullLiteral' ||
    (value.type === 'Identifier' && value.name === 'undefined') ||
    (value.type === 'StringLiteral' && value.value === '')
  );
}
