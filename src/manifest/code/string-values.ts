import type { Expression, Node, ObjectExpression, TemplateLiteral } from '@babel/types';
import { type Meaning, type Names, propertyName } from './bindings.ts';
import { bare } from './import-origin.ts';

/** More ways in which a text may come out are not told apart. */
const maxTexts = 16;
/** What follows behind so many characters is no part of a path. */
const maxLength = 2000;
/** How often a name is looked up behind another. */
const maxSteps = 10;

/** Stands in a text for what is known only when the code runs. */
export const anything = '*';

/** Where an expression is looked at: with the names there, and what the functions around it were called with. */
export interface View {
  readonly names: Names;
  readonly given?: Given | undefined;
  readonly budget: Budget;
}

/** How many more expressions of a file are looked at: code can be made to take ages. */
export interface Budget {
  left: number;
}

/** One call of a function of the file. */
export interface Given {
  /** The function. */
  readonly to: Node;
  readonly arguments: readonly Node[];
  /** Where the call is. */
  readonly view: View;
}

/** Functions that give their first argument back, as far as a path is concerned. */
const passedOn: ReadonlySet<string> = new Set([
  'route',
  'assumeTrustedRoute',
  'routeFromAbsolute',
  'String',
  'encodeURI',
]);
/** Methods that leave a path as it is. */
const unchanged: ReadonlySet<string> = new Set(['toString', 'trim', 'valueOf']);

/**
 * The texts that an expression may be, with `*` for each part that is known only when the code runs. Literals,
 * templates (tagged or not), `+`, conditions, names of the same file that hold such, and properties of objects there.
 * Undefined where nothing of it is known.
 */
export function textsOf(expression: Node, view: View, steps = maxSteps): readonly string[] | undefined {
  if (steps === 0 || view.budget.left <= 0) return undefined;
  view.budget.left -= 1;
  const next = (node: Node, from = view) => textsOf(node, from, steps - 1);
  const value = bare(expression);
  switch (value.type) {
    case 'StringLiteral':
      return [value.value];
    case 'NumericLiteral':
      return [String(value.value)];
    case 'TemplateLiteral':
      return joined(templateParts(value, next));
    case 'TaggedTemplateExpression':
      return joined(templateParts(value.quasi, next));
    case 'BinaryExpression':
      return value.operator === '+'
        ? known(joined([next(value.left) ?? [anything], next(value.right) ?? [anything]]))
        : undefined;
    case 'ConditionalExpression':
      return all([next(value.consequent), next(value.alternate)]);
    case 'LogicalExpression':
      return value.operator === '&&' ? next(value.right) : all([next(value.left), next(value.right)]);
    case 'CallExpression':
      return ofCall(value.callee, value.arguments, next);
    case 'Identifier':
      return ofName(view.names.meaning(value.name), view, steps);
    case 'MemberExpression': {
      const property = propertyName(value.property, value.computed);
      return property === undefined ? undefined : ofProperty(value.object, property, view, steps);
    }
    default:
      return undefined;
  }
}

function ofName(meaning: Meaning | undefined, view: View, steps: number): readonly string[] | undefined {
  if (meaning?.kind === 'property')
    return ofProperty(meaning.of, meaning.property, { ...view, names: meaning.names }, steps);
  if (meaning?.kind === 'values') {
    const next = (node: Node) => textsOf(node, { ...view, names: meaning.names }, steps - 1);
    return withAppended(all(meaning.values.filter((one) => !isNothing(one)).map(next)), meaning.appended.map(next));
  }
  if (meaning?.kind !== 'parameter') return undefined;
  const given = givenTo(meaning.of, view);
  if (given === undefined) return undefined;
  const argument = given.arguments[meaning.index];
  const fallback = meaning.fallback && textsOf(meaning.fallback, { ...view, names: meaning.names }, steps - 1);
  if (argument === undefined) return fallback;
  if (meaning.property === undefined) return textsOf(argument, given.view, steps - 1);
  return ofProperty(argument, meaning.property, given.view, steps, fallback);
}

/** What a function was called with, if that is looked at. */
function givenTo(function_: Node, { given }: View): Given | undefined {
  return given === undefined || given.to === function_ ? given : givenTo(function_, given.view);
}

/** The object literal that an expression stands for. */
export function objectOf(
  expression: Node,
  view: View,
  steps = maxSteps,
): { readonly object: ObjectExpression; readonly view: View } | undefined {
  const value = bare(expression);
  if (value.type === 'ObjectExpression') return { object: value, view };
  if (steps === 0) return undefined;
  if (
    value.type === 'CallExpression' &&
    value.callee.type === 'MemberExpression' &&
    propertyName(value.callee.property, value.callee.computed) === 'freeze'
  ) {
    const [frozen] = value.arguments;
    return frozen && objectOf(frozen, view, steps - 1);
  }
  const meaning = value.type === 'Identifier' ? view.names.meaning(value.name) : undefined;
  if (meaning?.kind === 'values') {
    const [only, ...others] = meaning.values;
    return only && others.length === 0 ? objectOf(only, { ...view, names: meaning.names }, steps - 1) : undefined;
  }
  if (meaning?.kind !== 'parameter' || meaning.property !== undefined) return undefined;
  const given = givenTo(meaning.of, view);
  const argument = given?.arguments[meaning.index];
  if (given && argument) return objectOf(argument, given.view, steps - 1);
  return given && meaning.fallback && objectOf(meaning.fallback, { ...view, names: meaning.names }, steps - 1);
}

/** A property of an object literal; `otherwise` where it has none of that name. */
function ofProperty(
  object: Node,
  property: string,
  view: View,
  steps: number,
  otherwise?: readonly string[],
): readonly string[] | undefined {
  const found = objectOf(object, view, steps - 1);
  if (found === undefined || found.object.properties.some((one) => one.type === 'SpreadElement')) return undefined;
  const value = found.object.properties.find(
    (one) => one.type === 'ObjectProperty' && propertyName(one.key, one.computed) === property,
  );
  if (value === undefined) return otherwise;
  return value.type === 'ObjectProperty' ? textsOf(value.value, found.view, steps - 1) : undefined;
}

function ofCall(
  callee: Node,
  [first]: readonly Node[],
  next: (node: Node) => readonly string[] | undefined,
): readonly string[] | undefined {
  if (callee.type === 'MemberExpression') {
    const method = propertyName(callee.property, callee.computed) ?? '';
    if (unchanged.has(method)) return next(callee.object);
    if (method === 'concat' && first)
      return known(joined([next(callee.object) ?? [anything], next(first) ?? [anything]]));
    return first && passedOn.has(method) ? next(first) : undefined;
  }
  return callee.type === 'Identifier' && passedOn.has(callee.name) && first ? next(first) : undefined;
}

function templateParts(
  { quasis, expressions }: TemplateLiteral,
  next: (node: Node) => readonly string[] | undefined,
): (readonly string[])[] {
  return quasis.flatMap((quasi, index) => {
    const expression = expressions[index];
    const text = [quasi.value.cooked ?? quasi.value.raw];
    return expression ? [text, next(expression) ?? [anything]] : [text];
  });
}

/** Every way to put one text of each part behind another, as long as paths are. */
function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce(
    (texts, part) => {
      if (texts.every(({ length }) => length > maxLength)) return texts;
      const either = texts.length * part.length > maxTexts ? [anything] : part;
      return texts.flatMap((text) => (text.length > maxLength ? [text] : either.map((one) => text + one)));
    },
    [''],
  );
}

function known(texts: readonly string[]): readonly string[] | undefined {
  return texts.some((text) => text.replaceAll(anything, '') !== '') ? texts : undefined;
}

/** One of several: known only where each is. */
function all(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const texts = parts.flatMap((part) => part ?? []);
  return parts.length === 0 || parts.includes(undefined) || texts.length > maxTexts ? undefined : texts;
}

/** A query that is appended changes nothing of a path; anything else may. */
function withAppended(
  texts: readonly string[] | undefined,
  appended: readonly (readonly string[] | undefined)[],
): readonly string[] | undefined {
  const isQuery = appended.every((part) => part?.every((text) => /^([?&]|$)/.test(text)) === true);
  return texts && (isQuery || texts.every((text) => text.includes('?'))) ? texts : undefined;
}

/** Whether a variable only begins with this: `null`, `undefined` or an empty text. */
function isNothing(value: Expression): boolean {
  return (
    value.type === 'NullLiteral' ||
    (value.type === 'Identifier' && value.name === 'undefined') ||
    (value.type === 'StringLiteral' && value.value === '')
  );
}
