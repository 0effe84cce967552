import type { Expression, Node, ObjectPattern } from '@babel/types';
import { propertyName } from './syntax-tree.ts';

/** A name that a destructuring declares, with the property that it takes and its default. */
export interface DestructuredName {
  readonly name: string;
  /** Absent for nested patterns, rest elements and computed keys. */
  readonly property?: string;
  readonly fallback?: Expression;
}

/** The names that an object pattern declares, in source order. */
export function destructuredNames(pattern: ObjectPattern): DestructuredName[] {
  return pattern.properties.flatMap((member): DestructuredName[] => {
    if (member.type !== 'ObjectProperty') return patternNames(member).map((name) => ({ name }));
    const [value, fallback] =
      member.value.type === 'AssignmentPattern' ? [member.value.left, member.value.right] : [member.value];
    const property = propertyName(member.key, member.computed);
    return property !== undefined && value.type === 'Identifier'
      ? [{ name: value.name, property, ...(fallback && { fallback }) }]
      : patternNames(value).map((name) => ({ name }));
  });
}

/** All names that a pattern declares, in source order. */
export function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'ObjectProperty' ? property.value : property),
      );
    case 'TSParameterProperty':
      return patternNames(pattern.parameter);
    default:
      return [];
  }
}
