import type { Node, TemplateLiteral } from '@babel/types';
import { concatenate, partTexts, segmentTexts } from './concatenate.ts';
import { propertyName } from './syntax-tree.ts';
import { type Evaluator, type Frame, segmentWildcard, type Value } from './values.ts';

/** The texts of a template. What `route` puts into the path of its template has no slash, question mark or hash. */
export function templateValues(
  { quasis, expressions }: TemplateLiteral,
  frame: Frame,
  evaluator: Evaluator,
  tag?: Node,
): readonly Value[] {
  const isRoute = tag !== undefined && isNamedRoute(tag);
  let isQuery = false;
  return concatenate(
    quasis.flatMap((quasi, index) => {
      const text = quasi.value.cooked ?? quasi.value.raw;
      isQuery ||= text.includes('?');
      const expression = expressions[index];
      if (!expression) return [[text]];
      const unknown = isRoute && !isQuery ? segmentWildcard : undefined;
      const part = partTexts(evaluator.values(expression, frame), unknown);
      return [[text], text.endsWith('/') ? segmentTexts(part, unknown) : part];
    }),
  );
}

function isNamedRoute(tag: Node): boolean {
  if (tag.type === 'Identifier') return tag.name === 'route';
  return tag.type === 'MemberExpression' && propertyName(tag.property, tag.computed) === 'route';
}
