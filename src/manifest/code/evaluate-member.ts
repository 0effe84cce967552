import type { Node } from '@babel/types';
import { annotatedClass, elementsOf } from './evaluate-variable.ts';
import { isRequestName } from './request-names.ts';
import type { RequestIdentity } from './scan-results.ts';
import { propertyName } from './syntax-tree.ts';
import {
  type Entry,
  type Evaluator,
  type Frame,
  nothing,
  textsOf,
  type Thunk,
  union,
  unknownValue,
  type Value,
  wildcard,
} from './values.ts';

/** The values that a property of a value may have. */
export function memberOf(value: Value, name: string, evaluator: Evaluator): readonly Value[] {
  switch (value.kind) {
    case 'object': {
      const found = lookUp(value.entries, name, evaluator);
      return found.length === 0 ? [nothing] : found.map((one) => withSelf(one, value));
    }
    case 'list':
      return indexed(value, name, evaluator);
    case 'class':
      return classMember(value, name, evaluator);
    case 'enum':
      return [enumMember(value.node, name, value.frame, evaluator)].flat();
    case 'namespace':
      return evaluator.exportOf(value.module, name);
    case 'external':
      return [withOptions(externalMember(value.module, [...value.path, name]), value.madeWith)];
    case 'client':
      return [isRequestName(name) ? request(name, value.as) : unknownValue];
    case 'nothing':
      return [nothing];
    case 'text':
      return name === 'href' ? [value] : [unknownValue];
    default:
      return [isRequestName(name) ? request(name) : unknownValue];
  }
}

/** A request function of Forge. */
export function request(name: string, as?: RequestIdentity): Value {
  return { kind: 'request', name, as, bound: [], mentions: [] };
}

/** What a package exports under some names. */
export function externalMember(module: string, path: readonly string[]): Value {
  const name = path.at(-1) ?? '';
  if (!isRequestName(name)) return { kind: 'external', module, path };
  return request(name, module === '@forge/bridge' ? 'bridge' : undefined);
}

function withOptions(value: Value, madeWith: Thunk | undefined): Value {
  return madeWith && value.kind === 'external' ? { ...value, madeWith } : value;
}

/**
 * The values of a property of an object; none where the object surely lacks it. Later entries count before earlier ones.
 */
export function lookUp(entries: readonly Entry[], name: string, evaluator: Evaluator): readonly Value[] {
  let found: readonly Value[] = [];
  for (const entry of entries) {
    const { isSure, values } = valuesIn(entry, name, evaluator);
    if (values.length === 0) continue;
    found = isSure && entry.isAlways ? values : union(found.length === 0 ? [nothing] : found, values);
  }
  return found;
}

function valuesIn(
  entry: Entry,
  name: string,
  evaluator: Evaluator,
): { readonly isSure: boolean; readonly values: readonly Value[] } {
  const { node, frame } = entry.value;
  switch (entry.kind) {
    case 'property':
      return entry.name === name ? { isSure: true, values: evaluator.values(node, frame) } : absent;
    case 'getter':
      return entry.name === name
        ? { isSure: true, values: evaluator.called({ kind: 'function', node, frame, bound: [] }, noArguments, frame) }
        : absent;
    case 'deleted':
      return entry.name === name ? { isSure: false, values: [nothing] } : absent;
    case 'unknown':
      return { isSure: false, values: [unknownValue] };
    case 'computed': {
      const { texts, isOpen } = textsOf(evaluator.values(entry.key.node, entry.key.frame));
      const isMeant = isOpen || texts.some((text) => text === name || text.includes(wildcard));
      const values = isMeant ? evaluator.values(node, frame) : [];
      return {
        isSure: !isOpen && texts.length === 1,
        values: isMeant && isOpen ? union(values, [unknownValue]) : values,
      };
    }
    case 'spread':
      return spreadValues(evaluator.values(node, frame), name, evaluator);
  }
}

const absent = { isSure: false, values: [] };
const noArguments = { known: [], isOpen: false };

function spreadValues(
  spread: readonly Value[],
  name: string,
  evaluator: Evaluator,
): { readonly isSure: boolean; readonly values: readonly Value[] } {
  const each = spread.map((value) => {
    if (value.kind === 'object') return evaluator.nested(() => lookUp(value.entries, name, evaluator), [unknownValue]);
    return value.kind === 'nothing' || value.kind === 'text' ? [] : [unknownValue];
  });
  return { isSure: each.every(({ length }) => length > 0), values: union(...each, []) };
}

/** The entries of an object literal. */
export function entriesOf(node: Extract<Node, { type: 'ObjectExpression' }>, frame: Frame): Entry[] {
  return node.properties.map((property): Entry => {
    if (property.type === 'SpreadElement')
      return { kind: 'spread', value: { node: property.argument, frame }, isAlways: true };
    const name = propertyName(property.key, property.computed);
    const value = { node: property.type === 'ObjectProperty' ? property.value : property, frame };
    if (name === undefined) return { kind: 'computed', key: { node: property.key, frame }, value, isAlways: true };
    const isGetter = property.type === 'ObjectMethod' && property.kind !== 'method';
    return { kind: isGetter ? 'getter' : 'property', name, value, isAlways: true };
  });
}

function withSelf(value: Value, self: Value): Value {
  return value.kind === 'function' && value.node.type !== 'ArrowFunctionExpression' && value.frame.self === undefined
    ? { ...value, frame: { ...value.frame, self } }
    : value;
}

function indexed(value: Extract<Value, { kind: 'list' }>, name: string, evaluator: Evaluator): readonly Value[] {
  const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
  if (element) return evaluator.values(element.node, element.frame);
  return value.isOpen ? [unknownValue] : [nothing];
}

/** A method, field or parameter property of a class; of the class that it extends where it has none. */
function classMember(value: Extract<Value, { kind: 'class' }>, name: string, evaluator: Evaluator): readonly Value[] {
  const { node } = value;
  const own = ownMember(value, name, evaluator);
  if (own) return own;
  const parent = 'superClass' in node ? node.superClass : undefined;
  if (!parent) return [isRequestName(name) ? request(name) : unknownValue];
  const inherited = evaluator.values(parent, value.frame).flatMap((one) => {
    if (one.kind !== 'class') return [isRequestName(name) ? request(name) : unknownValue];
    const args = superArguments(value, evaluator);
    return classMember(args ? { ...one, arguments: args } : one, name, evaluator);
  });
  // Methods of the parent see the members of the child.
  return inherited.map((one) =>
    one.kind === 'function' && one.frame.self?.kind === 'class'
      ? { ...one, frame: { ...one.frame, self: value } }
      : one,
  );
}

function ownMember(
  value: Extract<Value, { kind: 'class' }>,
  name: string,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const { node } = value;
  const module = evaluator.moduleOf(value.frame.scope);
  if (module === undefined || (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression')) return undefined;
  const { body } = node;
  const scope = module.scopeOf(body);
  const frame: Frame = { ...value.frame, scope, self: value };
  for (const member of body.body) {
    if ('key' in member && memberName(member.key, 'computed' in member ? member.computed : false) === name) {
      if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') {
        const method: Value = { kind: 'function', node: member, frame, bound: [] };
        return member.kind === 'get' ? evaluator.called(method, noArguments, frame) : [method];
      }
      if ('value' in member && member.value)
        return union(evaluator.values(member.value, frame), assignedFields(value, name, evaluator) ?? []);
      if ('typeAnnotation' in member && member.typeAnnotation)
        return assignedFields(value, name, evaluator) ?? annotatedClass(member.typeAnnotation, scope, evaluator);
    }
  }
  return assignedFields(value, name, evaluator) ?? parameterProperty(value, name, evaluator);
}

/** What methods give to a field with `this.name = …`. */
function assignedFields(
  value: Extract<Value, { kind: 'class' }>,
  name: string,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const places = evaluator.moduleOf(value.frame.scope)?.fields.get(value.node)?.get(name);
  return (
    places &&
    union(...places.map(({ node, scope }) => evaluator.values(node, { ...inConstructor(value, evaluator), scope })), [])
  );
}

/** A parameter of the constructor that is a field too. */
function parameterProperty(
  value: Extract<Value, { kind: 'class' }>,
  name: string,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  for (const parameter of constructorOf(value.node)?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const { parameter: inner } = parameter;
    const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
    if (target.type === 'Identifier' && target.name === name)
      return evaluator.values(target, inConstructor(value, evaluator));
  }
  return undefined;
}

function inConstructor(value: Extract<Value, { kind: 'class' }>, evaluator: Evaluator): Frame {
  const callee = constructorOf(value.node);
  const scope = callee && evaluator.moduleOf(value.frame.scope)?.scopeOf(callee);
  const frame = { ...value.frame, self: value, ...(scope && { scope }) };
  if (callee === undefined || value.arguments === undefined) return frame;
  return { ...frame, invocation: { callee, arguments: value.arguments, outer: value.frame.invocation } };
}

function constructorOf(node: Node): Extract<Node, { type: 'ClassMethod' }> | undefined {
  const body = node.type === 'ClassDeclaration' || node.type === 'ClassExpression' ? node.body.body : [];
  return body.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor') as
    Extract<Node, { type: 'ClassMethod' }> | undefined;
}

/** The arguments that the constructor of a child gives to that of its parent; its own where it has no constructor. */
function superArguments(
  value: Extract<Value, { kind: 'class' }>,
  evaluator: Evaluator,
): Extract<Value, { kind: 'class' }>['arguments'] {
  const own = constructorOf(value.node);
  if (own === undefined) return value.arguments;
  const frame = inConstructor(value, evaluator);
  for (const statement of own.body.body) {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (call?.type === 'CallExpression' && call.callee.type === 'Super')
      return { known: call.arguments.map((node) => ({ node, frame })), isOpen: false };
  }
  return undefined;
}

function memberName(key: Node, computed: boolean | null | undefined): string | undefined {
  return key.type === 'PrivateName' ? key.id.name : propertyName(key, computed ?? false);
}

function enumMember(node: Node, name: string, frame: Frame, evaluator: Evaluator): readonly Value[] {
  const members = node.type === 'TSEnumDeclaration' ? node.body.members : [];
  const found = members.find(({ id }) => propertyName(id, false) === name);
  return found?.initializer ? evaluator.values(found.initializer, frame) : [unknownValue];
}

/** All values that the members of an enum, an object or a list have. */
export function anyMember(value: Value, evaluator: Evaluator): readonly Value[] {
  if (value.kind === 'enum' && value.node.type === 'TSEnumDeclaration')
    return union(
      ...value.node.body.members.map(({ id }) =>
        enumMember(value.node, propertyName(id, false) ?? '', value.frame, evaluator),
      ),
    );
  return elementsOf(value, evaluator);
}
