import type { Node } from '@babel/types';
import { concatenate, partTexts } from './concatenate.ts';
import type { Binding, Change, LexicalScope, Step } from './lexical-scope.ts';
import {
  type Entry,
  type Evaluator,
  type Frame,
  nothing,
  union,
  unknownValue,
  type Value,
  wildcard,
} from './values.ts';

/** What the changes of a variable up to one of its uses make of its first values. */
export function afterChanges(
  values: readonly Value[],
  changes: readonly Change[],
  use: Node,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  let current = values;
  for (const change of changes) {
    const isHere = change.scope.function === frame.scope.function;
    if (isHere && change.end > (use.start ?? 0)) continue;
    const isAlways = isHere && change.scope.encloses(frame.scope);
    const at = { ...frame, scope: change.scope };
    if (change.target !== undefined) current = withProperty(current, change, isAlways, at, evaluator);
    else if (change.operator === '+=') current = appended(current, change, isAlways, at, evaluator);
    else if (change.operator === 'unknown') current = isAlways ? [unknownValue] : union(current, [unknownValue]);
    else {
      const assigned = evaluator.values(change.value, at);
      current = isAlways && change.operator === '=' ? assigned : union(current, assigned);
    }
  }
  return current;
}

/** Objects after one of their properties was set. */
function withProperty(
  values: readonly Value[],
  change: Change,
  isAlways: boolean,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  if (!values.some(({ kind }) => kind === 'object') || !isDone(change, frame, evaluator)) return values;
  const entry = entryOf(change, isAlways && change.operator === '=', frame);
  return values.map((value) => (value.kind === 'object' ? { ...value, entries: [...value.entries, entry] } : value));
}

/** A function that gets an object changes it only if its parameter is changed in it. */
function isDone({ target, value }: Change, frame: Frame, evaluator: Evaluator): boolean {
  if (typeof target !== 'object' || !('argument' in target)) return true;
  return evaluator.values(value, frame).some((callee) => {
    if (callee.kind !== 'function' || !('params' in callee.node)) return false;
    const parameter = callee.node.params[target.argument];
    const scope = evaluator.moduleOf(callee.frame.scope)?.scopeOf(callee.node);
    const name = parameter?.type === 'Identifier' ? parameter.name : undefined;
    const changes = (name === undefined ? undefined : scope?.lookup(name)?.changes) ?? [];
    return changes.some(
      (one) => one.target !== undefined && !(typeof one.target === 'object' && 'argument' in one.target),
    );
  });
}

function entryOf({ operator, target, value: node }: Change, isAlways: boolean, frame: Frame): Entry {
  const value = { node, frame };
  const isPassed = typeof target === 'object' && 'argument' in target;
  if (operator === 'unknown' || target === undefined || isPassed) return { kind: 'unknown', value, isAlways: false };
  if (target === 'spread') return { kind: 'spread', value, isAlways };
  if ('computed' in target) return { kind: 'computed', key: { node: target.computed, frame }, value, isAlways };
  if (operator === 'delete') return { kind: 'deleted', name: target.property, value, isAlways: false };
  return { kind: 'property', name: target.property, value, isAlways };
}

/** Appending a query does not change the path; appending anything else may. */
function appended(
  before: readonly Value[],
  change: Change,
  isAlways: boolean,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const more = change.isLooped ? [wildcard] : partTexts(evaluator.values(change.value, frame));
  const isSame = (value: Value) =>
    (value.kind === 'text' && value.text.includes('?')) || more.every((text) => /^(?:[?&#]|$)/.test(text));
  const after = before.flatMap((value) => (isSame(value) ? [value] : concatenate([partTexts([value]), more])));
  return isAlways ? after : union(before, after);
}

/** What destructuring takes from values. */
export function takeSteps(values: readonly Value[], steps: readonly Step[], evaluator: Evaluator): readonly Value[] {
  return steps.reduce((current, step) => {
    if (step === 'rest') return current;
    return union(
      ...current.map((value) =>
        step === 'element' ? elementsOf(value, evaluator) : evaluator.member(value, step.property),
      ),
    );
  }, values);
}

/** What any element of a list may be; any property of an object. */
export function elementsOf(value: Value, evaluator: Evaluator): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return union(
        ...value.elements.map(({ node, frame }) => evaluator.values(node, frame)),
        value.isOpen || value.elements.length === 0 ? [unknownValue] : [],
      );
    case 'object':
      return union(
        ...value.entries.map((entry) =>
          entry.kind === 'property' ? evaluator.values(entry.value.node, entry.value.frame) : [unknownValue],
        ),
        value.entries.length === 0 ? [unknownValue] : [],
      );
    default:
      return [unknownValue];
  }
}

/** Values with the default in the place of what is not there. */
export function orFallback(
  values: readonly Value[],
  fallback: Node | undefined,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  if (fallback === undefined || values.every(({ kind }) => kind !== 'nothing')) return values;
  return union(
    values.filter(({ kind }) => kind !== 'nothing'),
    evaluator.values(fallback, frame),
  );
}

/** The class that a type annotation names, as an instance of it. */
export function annotatedClass(
  annotation: Node | undefined,
  scope: LexicalScope,
  evaluator: Evaluator,
): readonly Value[] {
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return [unknownValue];
  const classes = evaluator.values(type.typeName, { scope }).filter(({ kind }) => kind === 'class');
  return classes.length > 0 ? classes : [unknownValue];
}

/** The values that a variable is declared with. */
export function declaredValues(
  binding: Extract<Binding, { kind: 'variable' }>,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const { init, steps, fallback, scope, annotation } = binding;
  if (init === undefined) return annotation ? notUnknown(annotatedClass(annotation, scope, evaluator)) : [nothing];
  const at = { ...frame, scope };
  const taken = takeSteps(evaluator.values(init, at), steps, evaluator);
  return orFallback(taken, fallback, at, evaluator);
}

function notUnknown(values: readonly Value[]): readonly Value[] {
  return values.every(({ kind }) => kind === 'unknown') ? [nothing] : values;
}
