/**
 * The scope that a list's entry means which YAML reads as a map with one key because of a stray space: `read: jira-work`
 * means `read:jira-work`. Undefined where the value is no text, or no scope results.
 */
export function scopeMeantBy(key: string, value: string | undefined): string | undefined {
  const scope = value === undefined ? '' : `${key}:${value}`.replaceAll(/\s+/g, '');
  return /^[a-z][\w.-]*(?::[\w.-]+)+$/i.test(scope) && scope.length <= maxLength ? scope : undefined;
}

/** No scope is longer, in characters. */
const maxLength = 200;
