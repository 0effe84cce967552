import type { Identifier, Node } from '@babel/types';
import { callFrame } from './call-frame.ts';
import { CodeModule } from './code-module.ts';
import { concatenate, partTexts, segmentTexts } from './concatenate.ts';
import { argumentsOf, valuesOfCall } from './evaluate-call.ts';
import { exportedValues, importedValues, type Modules } from './evaluate-import.ts';
import { anyMember, entriesOf, memberOf, request } from './evaluate-member.ts';
import { constructedValues } from './evaluate-new.ts';
import { parameterValues } from './evaluate-parameter.ts';
import { templateValues } from './evaluate-template.ts';
import { afterChanges, declaredValues } from './evaluate-variable.ts';
import type { Binding, LexicalScope } from './lexical-scope.ts';
import { mentionKey } from './mention-key.ts';
import { isRequestName } from './request-names.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import {
  type Arguments,
  type Evaluator,
  type Frame,
  nothing,
  textsOf,
  union,
  unknownValue,
  type Value,
  wildcard,
} from './values.ts';

/** Limits how many names are followed, which may go in circles. */
const maxDepth = 60;

/** How many more expressions may be evaluated. Hostile code could otherwise take minutes. */
export interface Budget {
  left: number;
}

const unknown: readonly Value[] = [unknownValue];

/** Evaluates expressions to what they may come to, as far as the code tells. */
export class Evaluation implements Evaluator {
  readonly #modules: Modules;
  readonly #budget: Budget;
  #depth = 0;
  readonly #entered = new Map<Node, number>();

  constructor(modules: Modules, budget: Budget) {
    this.#modules = modules;
    this.#budget = budget;
  }

  values(node: Node, frame: Frame): readonly Value[] {
    const expression = unwrapExpression(node);
    return this.nested(() => this.#withMention(expression, frame, this.#evaluate(expression, frame)), unknown);
  }

  member(value: Value, name: string): readonly Value[] {
    return this.nested(() => memberOf(value, name, this), unknown);
  }

  nested<T>(work: () => T, otherwise: T): T {
    if (this.#depth >= maxDepth || this.#budget.left <= 0) return otherwise;
    this.#budget.left -= 1;
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  moduleOf({ file }: LexicalScope): CodeModule | undefined {
    this.#modules.noteRead(file.path);
    return file instanceof CodeModule ? file : undefined;
  }

  exportOf(module: CodeModule, name: string): readonly Value[] {
    return exportedValues(module, name, this.#modules, this);
  }

  called(callee: Value, args: Arguments, caller: Frame): readonly Value[] {
    if (callee.kind !== 'function') return unknown;
    const { node, frame } = callee;
    const module = this.moduleOf(frame.scope);
    const entered = this.#entered.get(node) ?? 0;
    if (module === undefined || entered > 1 || ('generator' in node && node.generator === true)) return unknown;
    const returns = module.returns.get(node);
    if (returns === undefined) return [nothing];
    this.#entered.set(node, entered + 1);
    try {
      const inside = callFrame(callee, args, caller);
      return union(...returns.map((place) => this.values(place.node, { ...inside, scope: place.scope })));
    } finally {
      this.#entered.set(node, entered);
    }
  }

  #evaluate(node: Node, frame: Frame): readonly Value[] {
    switch (node.type) {
      case 'StringLiteral':
        return [{ kind: 'text', text: node.value }];
      case 'NumericLiteral':
        return [{ kind: 'text', text: String(node.value) }];
      case 'NullLiteral':
        return [nothing];
      case 'BooleanLiteral':
        return node.value ? unknown : [nothing];
      case 'TemplateLiteral':
        return templateValues(node, frame, this);
      case 'TaggedTemplateExpression':
        return templateValues(node.quasi, frame, this, node.tag);
      case 'BinaryExpression':
        if (node.operator !== '+') return unknown;
        return this.#sum(node.left, node.right, frame);
      case 'ConditionalExpression':
        return union(
          this.values(node.consequent, this.#inside(node, frame)),
          this.values(node.alternate, this.#inside(node, frame)),
        );
      case 'LogicalExpression':
        return this.#logical(node, this.#inside(node, frame));
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? this.values(last, frame) : unknown;
      }
      case 'AssignmentExpression':
        return node.operator === '=' ? this.values(node.right, frame) : unknown;
      case 'ObjectExpression':
        return [{ kind: 'object', entries: entriesOf(node, frame) }];
      case 'ArrayExpression': {
        const items = node.elements.flatMap((element) => element ?? []);
        const { known, isOpen } = argumentsOf(items, frame, this);
        return [{ kind: 'list', elements: known, isOpen }];
      }
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
        return [{ kind: 'function', node, frame, bound: [] }];
      case 'ClassExpression':
      case 'ClassDeclaration':
        return [{ kind: 'class', node, frame }];
      default:
        return this.#evaluateAccess(node, frame);
    }
  }

  #evaluateAccess(node: Node, frame: Frame): readonly Value[] {
    switch (node.type) {
      case 'Identifier':
        return this.named(node.name, frame, node);
      case 'ThisExpression':
        return this.#self(frame);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#member(node.object, node.property, node.computed, frame);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return (
          this.#required(node.callee, node.arguments, frame) ?? valuesOfCall(node.callee, node.arguments, frame, this)
        );
      case 'ImportExpression':
        return this.#module(node.source, frame);
      case 'NewExpression':
        return constructedValues(node.callee, node.arguments, frame, this);
      default:
        return unknown;
    }
  }

  /** The scope of a condition, in which its branches lie. */
  #inside(node: Node, frame: Frame): Frame {
    const scope = this.moduleOf(frame.scope)?.scopeOf(node);
    return scope?.parent === undefined ? frame : { ...frame, scope };
  }

  #sum(left: Node, right: Node, frame: Frame): readonly Value[] {
    const [before, after] = [partTexts(this.values(left, frame)), partTexts(this.values(right, frame))];
    const isSegment = before.every((text) => text.endsWith('/'));
    return concatenate([before, isSegment ? segmentTexts(after) : after]);
  }

  #logical({ left, operator, right }: Extract<Node, { type: 'LogicalExpression' }>, frame: Frame): readonly Value[] {
    const second = this.values(right, frame);
    if (operator === '&&') return union(second, [nothing]);
    const first = this.values(left, frame);
    if (first.every(isSurelyThere)) return first;
    return union(
      first.filter(({ kind }) => kind !== 'nothing'),
      second,
    );
  }

  #member(object: Node, property: Node, computed: boolean | undefined, frame: Frame): readonly Value[] {
    const objects = object.type === 'Super' ? this.#self(frame) : this.values(object, frame);
    const name = property.type === 'PrivateName' ? property.id.name : propertyName(property, computed);
    if (name !== undefined) return union(...objects.map((value) => this.member(value, name)), []);
    const { texts, isOpen } = textsOf(this.values(property, frame));
    const isUnknown = isOpen || texts.some((text) => /[*\u{1}]/u.test(text));
    return union(
      ...objects.map((value) =>
        isUnknown ? anyMember(value, this) : union(...texts.map((text) => this.member(value, text))),
      ),
      [],
    );
  }

  #self(frame: Frame): readonly Value[] {
    if (frame.self) return [frame.self];
    const { self } = frame.scope;
    if (self?.type === 'ObjectExpression') return [{ kind: 'object', entries: entriesOf(self, frame) }];
    return self ? [{ kind: 'class', node: self, frame }] : unknown;
  }

  /** `require('…')`. */
  #required(callee: Node, [module]: readonly Node[], frame: Frame): readonly Value[] | undefined {
    const isRequire =
      callee.type === 'Identifier' && callee.name === 'require' && frame.scope.lookup('require') === undefined;
    return isRequire || callee.type === 'Import' ? this.#module(module, frame) : undefined;
  }

  #module(module: Node | undefined, { scope }: Frame): readonly Value[] {
    return module?.type === 'StringLiteral'
      ? importedValues({ from: scope.file.path, module: module.value, name: '*' }, this.#modules, this)
      : unknown;
  }

  named(name: string, frame: Frame, use?: Identifier): readonly Value[] {
    const binding = frame.scope.lookup(name);
    if (binding === undefined) return this.#global(name);
    const values = this.#bound(binding, frame);
    // Of a module that is read from another one, all changes are made.
    const end = { type: 'Identifier', start: Number.MAX_SAFE_INTEGER } as Identifier;
    const after =
      binding.changes.length === 0 ? values : afterChanges(values, binding.changes, use ?? end, frame, this);
    const changed = frame.scope.isPresent(name) ? thoseThere(after) : after;
    return isRequestName(name) && changed.every(({ kind }) => kind === 'unknown') ? [request(name)] : changed;
  }

  #global(name: string): readonly Value[] {
    if (name === 'undefined') return [nothing];
    return [isRequestName(name) ? request(name) : { kind: 'external', module: '', path: [name] }];
  }

  #bound(binding: Binding, frame: Frame): readonly Value[] {
    switch (binding.kind) {
      case 'variable':
        return this.#withMention(binding.key, frame, declaredValues(binding, frame, this));
      case 'parameter':
        return parameterValues(binding, frame, this);
      case 'import':
        return importedValues(
          { from: binding.scope.file.path, module: binding.module, name: binding.imported },
          this.#modules,
          this,
        );
      case 'function':
        return [{ kind: 'function', node: binding.node, frame: { ...frame, scope: binding.scope }, bound: [] }];
      case 'class':
      case 'enum':
        return [{ kind: binding.kind, node: binding.node, frame: { ...frame, scope: binding.scope } }];
      case 'unknown':
        return unknown;
    }
  }

  /** Notes that a value came by a place that names a request function. */
  #withMention(node: Node | undefined, frame: Frame, values: readonly Value[]): readonly Value[] {
    if (node === undefined || !values.some(({ kind }) => kind === 'request')) return values;
    const mention = this.moduleOf(frame.scope)?.mentions.at(node);
    if (mention === undefined) return values;
    const place = mentionKey(frame.scope.file.path, node);
    return values.map((value) =>
      value.kind === 'request' && !value.mentions.includes(place)
        ? { ...value, mentions: [...value.mentions, place] }
        : value,
    );
  }
}

/** Without what is not there, unless nothing else is known. */
function thoseThere(values: readonly Value[]): readonly Value[] {
  const there = values.filter(({ kind }) => kind !== 'nothing');
  return there.length > 0 ? there : values;
}

/** Whether a value is surely taken in `value || other`. */
function isSurelyThere(value: Value): boolean {
  if (value.kind === 'text') return value.text !== '' && value.text !== wildcard;
  return value.kind !== 'nothing' && value.kind !== 'unknown' && value.kind !== 'external';
}
