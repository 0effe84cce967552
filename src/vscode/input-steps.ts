import type { InputOptions, Prompts } from './prompts.ts';

/** Makes the input box of one step from the values of the previous steps. */
export type InputStep = (typed: readonly string[]) => Omit<InputOptions, 'step' | 'onBack'>;

/**
 * Asks for values step by step. Each box shows its number; from the second on, a button leads back to the previous box,
 * which keeps its value. `onBack` gives the first box that button too: it is called when it is pressed. Returns the
 * trimmed values; undefined if the user cancelled or went back from the first box.
 */
export async function inputSteps(
  prompts: Prompts,
  steps: readonly InputStep[],
  onBack?: () => void,
): Promise<string[] | undefined> {
  const typed: string[] = [];
  const total = steps.length;
  for (let index = 0; index < total;) {
    const isBack = { pressed: false };
    const options = steps[index]?.(typed.slice(0, index));
    if (options === undefined) return undefined;
    const before = options.password === true ? undefined : typed[index];
    const text = await prompts.input({
      ...options,
      ...(before !== undefined && { value: before }),
      step: { current: index + 1, total },
      ...((index > 0 || onBack) && { onBack: () => (isBack.pressed = true) }),
    });
    if (isBack.pressed && index === 0) {
      onBack?.();
      return undefined;
    }
    if (isBack.pressed) index -= 1;
    else if (text === undefined) return undefined;
    else typed[index++] = text.trim();
  }
  return typed;
}
