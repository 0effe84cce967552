import type { AppRef } from '../../apps/model/app-ref.ts';
import type { LogRow } from '../log-row-protocol.ts';
import { type ErrorGroup, sinceDeployment } from '../model/error-groups.ts';
import type { LogFilter } from '../model/log-filter.ts';
import type { LogSession } from '../model/log-session.ts';
import { commonTexts } from './common-text.ts';
import { knownDeployments } from './log-deployments.ts';
import { errorGroupView } from './log-row-views.ts';
import { lookedAtSince } from './logs-state.ts';

/** The rows of groups of errors, each with the deployment that it came with, as far as that is known. */
export function errorRows(groups: readonly ErrorGroup[], app: AppRef, session: LogSession): LogRow[] {
  const [deployments, lookedFrom] = [knownDeployments(app), lookedAtSince(session)];
  return groups.map((group) => errorGroupView(group, sinceDeployment(group, deployments, lookedFrom)));
}

/** A filter for the lines of a group: those that contain what their messages have in common. */
export function filterOfGroup(filter: LogFilter, { pattern }: ErrorGroup): LogFilter {
  const texts = commonTexts(pattern).map((text) => ({ text, isExcluded: false }));
  const level = { field: 'level', values: ['error', 'fatal'], isExcluded: false } as const;
  return { ...filter, fields: [...filter.fields.filter(({ field }) => field !== 'level'), level], texts };
}
