import type { Node } from '@babel/types';
import type { Range } from '../../core/text-position.ts';

/** A file of code: what scopes and nodes belong to. */
export interface CodeFile {
  readonly path: string;
  /** The position of a node in the text. */
  rangeOf(node: Node): Range;
}

/**
 * A step from a value to a part of it: the name of a property; `element` for any element of a list; `rest` for what
 * other names of the same pattern leave over.
 */
export type Step = { readonly property: string } | 'element' | 'rest';

/** A change of a variable, or of the object in it, after its declaration. */
export interface Change {
  readonly operator: string;
  readonly value: Node;
  /**
   * `undefined`: the variable itself; else the property that is set, `spread` for `Object.assign`, or the place among
   * the arguments of a function that may change the object; `value` is the function then.
   */
  readonly target?:
    { readonly property: string } | { readonly computed: Node } | { readonly argument: number } | 'spread';
  readonly scope: LexicalScope;
  /** Offset at which the change is done. */
  readonly end: number;
  /** Whether it may be done several times, or not at all, within its own scope. */
  readonly isLooped: boolean;
}

interface Declared {
  readonly scope: LexicalScope;
  readonly changes: Change[];
}

/** What a name is bound to, as far as its file tells. */
export type Binding = Declared &
  (
    | {
        readonly kind: 'variable';
        /** Absent for `let x;`. */
        readonly init?: Node | undefined;
        readonly steps: readonly Step[];
        readonly fallback?: Node | undefined;
        readonly annotation?: Node | undefined;
        /** The key in the pattern, where the variable is destructured. */
        readonly key?: Node | undefined;
      }
    | {
        readonly kind: 'parameter';
        readonly of: Node;
        readonly index: number;
        readonly isRest: boolean;
        readonly steps: readonly Step[];
        readonly fallback?: Node | undefined;
        /** Of the whole parameter, where a part of it is taken. */
        readonly outerFallback?: Node | undefined;
        readonly annotation?: Node | undefined;
        readonly key?: Node | undefined;
      }
    /** `imported` is `*` for a whole module. */
    | { readonly kind: 'import'; readonly module: string; readonly imported: string; readonly specifier: Node }
    | { readonly kind: 'function' | 'class' | 'enum'; readonly node: Node }
    /** Known only at run time. */
    | { readonly kind: 'unknown' }
  );

/** The names that are declared in a function, a block or a file. */
export class LexicalScope {
  readonly file: CodeFile;
  readonly parent: LexicalScope | undefined;
  /** The function that the scope lies in or belongs to. */
  readonly function: Node | undefined;
  /** The class or object literal that `this` is, or an instance of. */
  readonly self: Node | undefined;
  readonly #names = new Map<string, Binding>();
  readonly #present: readonly string[];

  /** `present`: names of variables whose values are there in the scope, as its condition says. */
  constructor(
    file: CodeFile,
    parent: LexicalScope | undefined,
    own: {
      readonly function?: Node | undefined;
      readonly self?: Node | undefined;
      readonly present?: readonly string[];
    } = {},
  ) {
    this.file = file;
    this.parent = parent;
    this.#present = own.present ?? [];
    this.function = 'function' in own ? own.function : parent?.function;
    this.self = 'self' in own ? own.self : parent?.self;
  }

  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.lookup(name);
  }

  /** Whether a condition around the scope says that the value of a variable is there. */
  isPresent(name: string): boolean {
    if (this.#names.has(name)) return false;
    return this.#present.includes(name) || this.parent?.isPresent(name) === true;
  }

  /** `var` and overloads can declare a name twice; either declaration may be the one in effect. */
  declare(name: string, binding: Binding): void {
    const before = this.#names.get(name);
    const isOverload = before?.kind === 'function' && binding.kind === 'function';
    if (before === undefined || isOverload) this.#names.set(name, binding);
    else if (before.kind === 'variable' && binding.kind === 'variable') {
      const { init: value, steps, scope } = binding;
      const operator = steps.length > 0 ? 'unknown' : '=';
      if (value) before.changes.push({ operator, value, scope, end: value.end ?? 0, isLooped: false });
    } else this.#names.set(name, { kind: 'unknown', scope: this, changes: [] });
  }

  /** Whether this scope is another one or lies around it. */
  encloses(other: LexicalScope): boolean {
    return other === this || (other.parent !== undefined && this.encloses(other.parent));
  }
}
