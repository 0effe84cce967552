import type { Node } from '@babel/types';
import type { Step } from './lexical-scope.ts';
import { propertyName } from './syntax-tree.ts';

/** A name that a pattern declares, with the way from the value of the whole pattern to it. */
export interface PatternName {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly fallback?: Node;
  /** The key that is destructured. */
  readonly key?: Node;
  /** The type of the whole pattern, where it is a name. */
  readonly annotation?: Node;
}

/** All names that a pattern declares, in source order. */
export function patternNames(pattern: Node, steps: readonly Step[] = []): PatternName[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, steps, ...(pattern.typeAnnotation ? { annotation: pattern.typeAnnotation } : {}) }];
    case 'AssignmentPattern':
      return patternNames(pattern.left, steps).map((name) =>
        pattern.left.type === 'Identifier' ? { ...name, fallback: pattern.right } : name,
      );
    case 'RestElement':
      return patternNames(pattern.argument, [...steps, 'rest']);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element, [...steps, 'element']) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => {
        if (property.type !== 'ObjectProperty') return patternNames(property, steps);
        const name = propertyName(property.key, property.computed);
        const step: Step = name === undefined ? 'element' : { property: name };
        return patternNames(property.value, [...steps, step]).map((one) => ({ ...one, key: property.key }));
      });
    case 'TSParameterProperty':
      return patternNames(pattern.parameter, steps);
    default:
      return [];
  }
}
