import type { Node } from '@babel/types';
import { concatenate, partTexts } from './concatenate.ts';
import { made, makesClient } from '../egress/http-clients.ts';
import { lookUp } from './evaluate-member.ts';
import { returned } from './forge-apis.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import {
  type Arguments,
  type Evaluator,
  type Frame,
  nothing,
  segmentWildcard,
  textsOf,
  type Thunk,
  union,
  unknownValue,
  type Value,
  wildcard,
} from './values.ts';

/** Functions that return their first argument, as far as paths are concerned. */
const passThroughFunctions: ReadonlySet<string> = new Set([
  'route',
  'assumeTrustedRoute',
  'routeFromAbsolute',
  'String',
  'encodeURI',
  'freeze',
  'resolve',
  'structuredClone',
]);

/** Functions that return a function that does what their first argument does. */
const functionWrappers = /^(?:use|with|memo|cache|throttle|debounce|once|wrap|retry|limit|p[A-Z])/;

/** The arguments of a call, with lists that are spread into them. */
export function argumentsOf(nodes: readonly Node[], frame: Frame, evaluator: Evaluator): Arguments {
  const known: Thunk[] = [];
  for (const node of nodes) {
    if (node.type !== 'SpreadElement') {
      known.push({ node, frame });
      continue;
    }
    const [list, ...others] = evaluator.values(node.argument, frame);
    if (list?.kind !== 'list' || others.length > 0) return { known, isOpen: true };
    known.push(...list.elements);
    if (list.isOpen) return { known, isOpen: true };
  }
  return { known, isOpen: false };
}

/** What a call may return. */
export function valuesOfCall(
  callee: Node,
  args: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const function_ = unwrapExpression(callee);
  if (function_.type === 'Import') return [unknownValue];
  if (function_.type === 'MemberExpression' || function_.type === 'OptionalMemberExpression') {
    const method = propertyName(function_.property, function_.computed);
    const ofMethod =
      method === undefined ? undefined : valuesOfMethod(function_.object, method, args, frame, evaluator);
    if (ofMethod) return ofMethod;
  }
  return valuesOfFunctions(evaluator.values(function_, frame), nameOf(function_), args, frame, evaluator);
}

/** What a call of one of some functions may return; `written`: the name that it is called by. */
function valuesOfFunctions(
  functions: readonly Value[],
  written: string,
  args: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const all = functions.map((value): readonly Value[] => {
    if (value.kind === 'function') return evaluator.called(value, argumentsOf(args, frame, evaluator), frame);
    return valuesOfUnknownFunction(value, written, args, frame, evaluator);
  });
  return all.length === 0 ? [unknownValue] : union(...all);
}

function nameOf(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression'
    ? (propertyName(callee.property, callee.computed) ?? '')
    : '';
}

function valuesOfUnknownFunction(
  value: Value,
  written: string,
  [first, ...others]: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const name = value.kind === 'external' ? (value.path.at(-1) ?? '') : written;
  if (name === 'asApp') return [{ kind: 'client', as: 'app' }];
  if (name === 'asUser') return [{ kind: 'client', as: 'user' }];
  if (value.kind === 'external' && makesClient(value.module, value.path))
    return [{ ...value, path: [made], ...(first && { madeWith: { node: first, frame } }) }];
  if (name === 'authorize' && value.kind === 'external') return [{ ...value, path: [...value.path, returned] }];
  if (first === undefined) return [unknownValue];
  if (name === 'assign')
    return [
      {
        kind: 'object',
        entries: [first, ...others].map((node) => ({ kind: 'spread', value: { node, frame }, isAlways: true })),
      },
    ];
  if (passThroughFunctions.has(name)) return evaluator.values(first, frame);
  if (name === 'encodeURIComponent') return encoded(evaluator.values(first, frame));
  if (name === 'values') return evaluator.values(first, frame).map(valuesList);
  if (name === 'useMemo')
    return union(
      ...evaluator.values(first, frame).map((one) => evaluator.called(one, { known: [], isOpen: false }, frame)),
    );
  const isFunction = unwrapExpression(first).type.includes('Function') || first.type === 'Identifier';
  return isFunction && functionWrappers.test(name)
    ? [...evaluator.values(first, frame).filter(({ kind }) => kind === 'function'), unknownValue]
    : [unknownValue];
}

function encoded(values: readonly Value[]): readonly Value[] {
  return values.map((value) =>
    value.kind === 'text' && /^[\w.-]*$/.test(value.text) ? value : { kind: 'text', text: segmentWildcard },
  );
}

/** `Object.values` of an object. */
function valuesList(value: Value): Value {
  if (value.kind !== 'object') return unknownValue;
  const elements = value.entries.flatMap((entry) => (entry.kind === 'property' ? [entry.value] : []));
  return { kind: 'list', elements, isOpen: elements.length < value.entries.length };
}

/** What methods of texts, lists and functions return; undefined for any other. */
function valuesOfMethod(
  object: Node,
  method: string,
  args: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  if (method === 'bind') return bound(evaluator.values(object, frame), args.slice(1), frame);
  if (method === 'call' || method === 'apply')
    return union(
      ...evaluator
        .values(object, frame)
        .map((value) =>
          evaluator.called(
            value,
            method === 'call'
              ? argumentsOf(args.slice(1), frame, evaluator)
              : appliedArguments(args[1], frame, evaluator),
            frame,
          ),
        ),
      [],
    );
  if (!textMethods.has(method) || object.type === 'Super') return undefined;
  const values = evaluator.values(object, frame);
  if (method === 'join') return joined(values, args[0], frame, evaluator);
  if (!values.some(({ kind }) => kind === 'text')) {
    // Evaluating the object again, as any other method's, would double the work with each link of a chain.
    const functions = union(...values.map((value) => evaluator.member(value, method)), []);
    return valuesOfFunctions(functions, method, args, frame, evaluator);
  }
  return union(
    ...values.map((value) => (value.kind === 'text' ? ofText(value.text, method, args, frame, evaluator) : [value])),
  );
}

const textMethods: ReadonlySet<string> = new Set(
  'toString trim valueOf normalize concat replace replaceAll toUpperCase toLowerCase join'.split(' '),
);

function bound(values: readonly Value[], args: readonly Node[], frame: Frame): readonly Value[] {
  return values.map((value) =>
    value.kind === 'function' || value.kind === 'request'
      ? { ...value, bound: [...value.bound, ...args.map((node) => ({ node, frame }))] }
      : value,
  );
}

/** The arguments in a list, as `apply` takes them. */
export function appliedArguments(list: Node | undefined, frame: Frame, evaluator: Evaluator): Arguments {
  const [only] = list ? evaluator.values(list, frame) : [];
  return only?.kind === 'list'
    ? { known: only.elements, isOpen: only.isOpen }
    : { known: [], isOpen: list !== undefined };
}

function ofText(
  text: string,
  method: string,
  [first, second]: readonly Node[],
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  switch (method) {
    case 'toUpperCase':
      return [{ kind: 'text', text: text.toUpperCase() }];
    case 'toLowerCase':
      return [{ kind: 'text', text: text.toLowerCase() }];
    case 'concat':
      return first ? concatenate([[text], partTexts(evaluator.values(first, frame))]) : [{ kind: 'text', text }];
    case 'replace':
    case 'replaceAll':
      return replaced(text, first, second, frame, evaluator);
    default:
      return [{ kind: 'text', text }];
  }
}

function replaced(
  text: string,
  pattern: Node | undefined,
  by: Node | undefined,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  if (pattern === undefined || by === undefined) return [unknownValue];
  // Slashes at the ends are no part of an operation.
  if (pattern.type === 'RegExpLiteral')
    return /^\^?\\?\/+\+?\$?$/.test(pattern.pattern) ? [{ kind: 'text', text }] : [unknownValue];
  const { texts, isOpen } = textsOf(evaluator.values(pattern, frame));
  const [searched] = texts;
  if (isOpen || searched === undefined || texts.length > 1 || searched.includes(wildcard)) return [unknownValue];
  const parts = text.split(searched).map((part) => [part]);
  const [start = [''], ...others] = parts;
  const replacement = partTexts(evaluator.values(by, frame));
  return concatenate([start, ...others.flatMap((part) => [replacement, part])]);
}

function joined(
  values: readonly Value[],
  separator: Node | undefined,
  frame: Frame,
  evaluator: Evaluator,
): readonly Value[] {
  const between = separator ? partTexts(evaluator.values(separator, frame)) : [','];
  return union(
    ...values.map((value): readonly Value[] => {
      if (value.kind !== 'list') return [unknownValue];
      const parts = value.elements.map((element) => partTexts(evaluator.values(element.node, element.frame)));
      const open = value.isOpen ? [[wildcard]] : [];
      return concatenate([...parts, ...open].flatMap((part, index) => (index === 0 ? [part] : [between, part])));
    }),
    [],
  );
}

/** The HTTP methods that the options of a request may name, in upper case; `isOpen` where it may be any other. */
export function methodsOf(
  options: readonly Value[],
  evaluator: Evaluator,
): { readonly methods: readonly string[]; readonly isOpen: boolean } {
  const named = options.map((value): readonly Value[] => {
    if (value.kind === 'object') return methodsIn(lookUp(value.entries, 'method', evaluator));
    return value.kind === 'nothing' ? get : [unknownValue];
  });
  const { texts, isOpen } = textsOf(named.flat());
  const isKnown = (text: string) => /^[a-z]+$/i.test(text);
  return {
    methods: [...new Set(texts.filter(isKnown).map((text) => text.toUpperCase()))],
    isOpen: isOpen || !texts.every(isKnown),
  };
}

const get: readonly Value[] = [{ kind: 'text', text: 'GET' }];

function methodsIn(values: readonly Value[]): readonly Value[] {
  return values.length === 0
    ? get
    : values.flatMap((value) => (value === nothing || value.kind === 'nothing' ? get : [value]));
}
