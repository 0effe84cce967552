import type { ViewState } from '../shell/page.ts';

/** The value of a variable, while values are shown; undefined without one. Its key may be any text, like `constructor`. */
export function shownValue(
  { variableValues = {} }: Pick<ViewState, 'variableValues'>,
  environmentId: string,
  key: string,
): string | undefined {
  const ofEnvironment = Object.hasOwn(variableValues, environmentId) ? variableValues[environmentId] : undefined;
  return ofEnvironment && Object.hasOwn(ofEnvironment, key) ? ofEnvironment[key] : undefined;
}
