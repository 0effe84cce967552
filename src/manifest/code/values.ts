import type { Identifier, Node } from '@babel/types';
import type { CodeModule } from './code-module.ts';
import type { LexicalScope } from './lexical-scope.ts';
import type { RequestIdentity } from './scan-results.ts';

/** Stands for any text that is known only at run time. */
export const wildcard = '*';
export { segmentWildcard } from '../scopes/path-match.ts';

/** A call of a function of the app. */
export interface Invocation {
  readonly callee: Node;
  readonly arguments: Arguments;
  /** The call of the function around this one, which its variables belong to. */
  readonly outer?: Invocation | undefined;
  /** The call that this one is made in. */
  readonly caller?: Invocation | undefined;
}

/** Where an expression is evaluated: the names in scope, and the calls of the functions around, as far as known. */
export interface Frame {
  readonly scope: LexicalScope;
  readonly invocation?: Invocation | undefined;
  /** What `this` is. */
  readonly self?: Value | undefined;
}

/** An expression with the frame in which it is evaluated. */
export interface Thunk {
  readonly node: Node;
  readonly frame: Frame;
}

export interface Arguments {
  readonly known: readonly Thunk[];
  /** Whether more may follow that are not known. */
  readonly isOpen: boolean;
}

/** A part of an object, in the order in which it is written. `isAlways`: whether it is surely written. */
export type Entry = { readonly value: Thunk; readonly isAlways: boolean } & (
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'getter'; readonly name: string }
  | { readonly kind: 'computed'; readonly key: Thunk }
  | { readonly kind: 'spread' }
  | { readonly kind: 'deleted'; readonly name: string }
  /** Any property may have been set. */
  | { readonly kind: 'unknown' }
);

/** What an expression may come to at run time. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** `undefined`, `null` and `false`. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly elements: readonly Thunk[]; readonly isOpen: boolean }
  | {
      readonly kind: 'function';
      readonly node: Node;
      readonly frame: Frame;
      readonly bound: readonly Thunk[];
    }
  /** A class, or an instance of one. */
  | { readonly kind: 'class'; readonly node: Node; readonly frame: Frame; readonly arguments?: Arguments }
  | { readonly kind: 'enum'; readonly node: Node; readonly frame: Frame }
  | { readonly kind: 'namespace'; readonly module: CodeModule }
  /** What a package exports, or a global name (`module` is empty), and the names that lead to it there. */
  | {
      readonly kind: 'external';
      readonly module: string;
      readonly path: readonly string[];
      /** The options that an HTTP client was made with. */
      readonly madeWith?: Thunk;
    }
  /** `asApp()` or `asUser()`. */
  | { readonly kind: 'client'; readonly as: RequestIdentity }
  | RequestValue
  | { readonly kind: 'unknown' };

/** A request function, with the places that lead to it. */
export interface RequestValue {
  readonly kind: 'request';
  readonly name: string;
  readonly as?: RequestIdentity | undefined;
  readonly bound: readonly Thunk[];
  /** Like `src/index.js:120`: the mentions of the function on the way. */
  readonly mentions: readonly string[];
}

export const unknownValue: Value = { kind: 'unknown' };
export const nothing: Value = { kind: 'nothing' };

/** What evaluates expressions, for those that evaluate parts of them. */
export interface Evaluator {
  values(node: Node, frame: Frame): readonly Value[];
  /** What a name stands for where it is used; without a use, after all that the file does. */
  named(name: string, frame: Frame, use?: Identifier): readonly Value[];
  /** The property of a value. */
  member(value: Value, name: string): readonly Value[];
  /** What a module of the app exports by a name; `*` is all of it. */
  exportOf(module: CodeModule, name: string): readonly Value[];
  /** What some work comes to, unless it is nested too deeply or there was too much before it. */
  nested<T>(work: () => T, otherwise: T): T;
  moduleOf(scope: LexicalScope): CodeModule | undefined;
  /** What a function returns when it is called. */
  called(callee: Value, args: Arguments, caller: Frame): readonly Value[];
}

/** Text values with other values on the side. */
export interface Texts {
  readonly texts: readonly string[];
  /** Whether there may be others. */
  readonly isOpen: boolean;
}

/** The texts among values. Nothing (`undefined`) is no text; where there is nothing else, `isOpen`. */
export function textsOf(values: readonly Value[]): Texts {
  const texts = [...new Set(values.flatMap((value) => (value.kind === 'text' ? [value.text] : [])))];
  const others = values.some(({ kind }) => kind !== 'text' && kind !== 'nothing');
  return { texts, isOpen: others || texts.length === 0 };
}

/** An expression with more possible values than this counts as unknown. */
const maxValues = 24;

/** All values of several expressions, without doubles. */
export function union(...all: readonly (readonly Value[])[]): readonly Value[] {
  const [only, ...others] = all;
  if (only && others.length === 0) return only;
  const values: Value[] = [];
  const seen = new Set<string>();
  for (const value of all.flat()) {
    const key = value.kind === 'text' ? `=${value.text}` : value.kind;
    const isSimple = value.kind === 'text' || value.kind === 'nothing' || value.kind === 'unknown';
    if (isSimple && seen.has(key)) continue;
    if (isSimple) seen.add(key);
    values.push(value);
  }
  return values.length > maxValues ? [unknownValue] : values;
}
