import { l10n, type Memento } from 'vscode';
import * as z from 'zod/mini';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { dayProblem, type DayRange, type Preset, presetRange, presets } from '../model/day-range.ts';
import { inputSteps } from '../../vscode/input-steps.ts';
import type { PickItem, Prompts } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { dayProblemText, presetName } from './audit-words.ts';

const key = 'auditLogRange';

const remembered = () =>
  z.object({ choice: z.enum([...presets, 'typed']), from: z.optional(z.string()), to: z.optional(z.string()) });

type Choice = Preset | 'typed';

export interface RangeOptions {
  readonly prompts: Prompts;
  readonly memento: Memento;
  readonly now: Date;
}

/** Asks for the days to save of these apps, with the previous choice first. Undefined if the user cancels. */
export async function chooseRange(
  apps: readonly Pick<AppRef, 'name'>[],
  { prompts, memento, now }: RangeOptions,
): Promise<DayRange | undefined> {
  const title = titleOf(apps);
  const last = remembered().safeParse(memento.get(key)).data ?? { choice: 'days30' };
  const choices: readonly Choice[] = [...presets, 'typed'];
  const sorted = [...choices].sort((a, b) => Number(b === last.choice) - Number(a === last.choice));
  const items = sorted.map((choice): PickItem<Choice> => ({
    value: choice,
    ...itemOf(choice, now),
    ...(choice === last.choice && memento.get(key) !== undefined && { detail: l10n.t('Chosen last time') }),
  }));
  const choice = await prompts.pick(items, {
    title,
    placeholder: l10n.t('Which days? Days are in UTC'),
  });
  if (choice === undefined) return undefined;
  const range = choice === 'typed' ? await typedRange({ prompts, now, title }, last) : presetRange(choice, now);
  if (range !== undefined) await memento.update(key, choice === 'typed' ? { choice, ...range } : { choice });
  return range;
}

function titleOf(apps: readonly Pick<AppRef, 'name'>[]): string {
  const [first] = apps;
  return first && apps.length === 1
    ? l10n.t('Save Audit Logs of {0}', plain(first.name))
    : l10n.t('Save Audit Logs of {0} Apps', count(apps.length));
}

function itemOf(choice: Choice, now: Date): { label: string; description: string } {
  if (choice === 'typed') return { label: l10n.t('From – to…'), description: '' };
  const { from, to } = presetRange(choice, now);
  return { label: presetName(choice), description: l10n.t('{0} to {1}', from, to) };
}

/** Asks for the first and the last day, and validates them while they are typed. */
async function typedRange(
  { prompts, now, title }: Pick<RangeOptions, 'prompts' | 'now'> & { readonly title: string },
  last: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<DayRange | undefined> {
  const proposed = presetRange('days30', now);
  const dayStep = (prompt: string, value: string, first?: string) => ({
    title,
    prompt,
    placeholder: '2024-03-12',
    value,
    validate(typed: string) {
      const problem = dayProblem(typed.trim(), now, first);
      return problem && dayProblemText(problem);
    },
  });
  const days = await inputSteps(prompts, [
    () => dayStep(l10n.t('First day (UTC, included)'), last.from ?? proposed.from),
    ([from = '']) => {
      const lastDay = last.to !== undefined && last.to >= from ? last.to : proposed.to;
      return dayStep(l10n.t('Last day (UTC, included)'), lastDay, from);
    },
  ]);
  const [from, to] = days ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}
