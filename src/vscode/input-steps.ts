import type { InputOptions, Prompts } from './prompts.ts';

/** Makes the box of one step; it gets what was typed in the steps before. */
export type InputStep = (typed: readonly string[]) => Omit<InputOptions, 'step' | 'onBack'>;

/**
 * Asks step by step for what is typed, each box with its number and, from the second on, with a way back to the one
 * before, which holds what was typed there. Gives what was typed, trimmed; undefined when the person gave up.
 */
export async function inputSteps(prompts: Prompts, steps: readonly InputStep[]): Promise<string[] | undefined> {
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
      ...(index > 0 && { onBack: () => (isBack.pressed = true) }),
    });
    if (isBack.pressed) index -= 1;
    else if (text === undefined) return undefined;
    else typed[index++] = text.trim();
  }
  return typed;
}
