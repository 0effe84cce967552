import type { TreeNode } from './yaml-tree.ts';

/** Variables of a process environment: values by name. */
export type VariableValues = Readonly<Record<string, string | undefined>>;

/** Replaces the variables of a manifest's texts by their values. */
export interface VariableFiller {
  /** The text with the values of the variables that are known; others stay as they are written. */
  fill(text: string): string;
  /** The names that the manifest declares. */
  readonly declared: ReadonlySet<string>;
  /** Differs wherever two fillers may fill a text differently. */
  readonly id: string;
}

/** A variable in a text, as the Forge CLI looks for it. */
const variable = /\$\{([A-Z_a-z]\w*)\}/g;

/** Names of variables that may hold something secret, which must not be shown. */
const secretName =
  /token|secret|passw|passphrase|pwd|credential|private|cookie|session|api_?key|(?:^|_)(?:pat|key|auth|dsn)(?:_|$)/i;

/** Longer values and texts are not filled in: aliases can repeat a text without end. In characters. */
const limits = { value: 500, text: 4_000 } as const;

/** The names of the variables in a text, each once. */
export function variablesIn(text: string): readonly string[] {
  return text.includes('${') ? [...new Set([...text.matchAll(variable)].flatMap(([, name]) => name ?? []))] : [];
}

/**
 * Fills in as the Forge CLI does: variables that `environment.variables` of the manifest names, each with its value in
 * the process environment, else with its default. A value is not searched for variables again. A variable whose name
 * suggests a secret has its default alone.
 *
 * Documented at https://developer.atlassian.com/platform/forge/manifest-reference/environment-variables/.
 */
export function variableFiller(root: TreeNode | undefined, environment: VariableValues): VariableFiller {
  const variables = declaredVariables(root);
  const values = new Map(
    variables.flatMap(({ name, fallback }) => {
      const value = (secretName.test(name) ? undefined : environment[name]) ?? fallback;
      return value === undefined || value.length > limits.value ? [] : [[name, value] as const];
    }),
  );
  return {
    declared: new Set(variables.map(({ name }) => name)),
    id: values.size === 0 ? '' : JSON.stringify([...values]),
    fill(text) {
      if (values.size === 0 || text.length > limits.text || !text.includes('${')) return text;
      const filled = text.replaceAll(variable, (written, name: string) => values.get(name) ?? written);
      return filled.length > limits.text ? text : filled;
    },
  };
}

/** The items of `environment.variables`: a name, or a `key` with a `default`. The first of a name counts. */
function declaredVariables(root: TreeNode | undefined): { name: string; fallback: string | undefined }[] {
  const list = resolved(valueOf(valueOf(root, 'environment'), 'variables'));
  if (list?.kind !== 'list') return [];
  const all = list.items.slice(0, maxVariables).flatMap(({ value }) => {
    const name = textOf(value) ?? textOf(valueOf(value, 'key'));
    return name === undefined ? [] : [{ name, fallback: textOf(valueOf(value, 'default')) }];
  });
  return all.toReversed();
}

const maxVariables = 200;

function valueOf(node: TreeNode | undefined, key: string): TreeNode | undefined {
  const map = resolved(node);
  return map?.kind === 'map' ? map.entries.find((entry) => entry.key === key)?.value : undefined;
}

function textOf(node: TreeNode | undefined): string | undefined {
  const scalar = resolved(node);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar.value : undefined;
}

function resolved(node: TreeNode | undefined): Exclude<TreeNode, { kind: 'alias' }> | undefined {
  const target = node?.kind === 'alias' ? node.target : node;
  return target?.kind === 'alias' ? undefined : target;
}
