import { variableFiller, variablesIn, type VariableValues } from './manifest-variables.ts';
import { parseYaml } from './yaml-tree.ts';

/** A manifest as it is uploaded: with the values of its variables, as the Forge CLI sends it. */
export interface UploadedText {
  readonly text: string;
  /** The variables whose values are in the text. */
  readonly filled: readonly string[];
  /** Those that stand in the text as they are written. */
  readonly unknown: readonly string[];
}

/** Fills in the variables that a manifest names. Its lines stay where they are. */
export function uploadedText(text: string, environment: VariableValues): UploadedText {
  const names = variablesIn(text);
  if (names.length === 0) return { text, filled: [], unknown: [] };
  const filler = variableFiller(parseYaml(text).root, environment);
  const written = (name: string) => `\${${name}}`;
  const values = new Map(
    names.flatMap((name) => {
      const value = filler.fill(written(name));
      return value === written(name) || /[\r\n]/.test(value) ? [] : [[name, value] as const];
    }),
  );
  return {
    text: text.replaceAll(/\$\{([A-Z_a-z]\w*)\}/g, (found, name: string) => values.get(name) ?? found),
    filled: names.filter((name) => values.has(name)),
    unknown: names.filter((name) => !values.has(name)),
  };
}
