import { printFilter } from '../../logs/model/filter-text.ts';
import { defaultTime } from '../../logs/model/log-time.ts';
import type { Shared } from '../../shared.ts';
import type { ChosenTrigger } from './choose-trigger.ts';

/** Shows what a web trigger logs in its environment. */
export async function showTriggerLogs({ app, place }: ChosenTrigger, { actions }: Shared): Promise<void> {
  const only = (field: 'env' | 'module', value: string) => ({ field, values: [value], isExcluded: false });
  const fields = [only('env', place.environment.key), only('module', place.triggerKey)];
  await actions.showLogs(app, printFilter({ time: defaultTime, fields, texts: [] }));
}
