import type { LogBar, LogDeploymentMark, LogsState } from '../log-protocol.ts';
import { plain } from '../../vscode/text.ts';
import { serverPart } from '../model/server-query.ts';
import { timeBuckets } from '../model/time-buckets.ts';
import type { Shown } from './logs-state.ts';

/** Bars of the timeline at most. */
const mostBars = 60;

/** The timeline of what is shown: lines by time and level, and the deployments among them; none without lines. */
export function timelineOf(shown: Shown): Pick<LogsState, 'timeline'> | object {
  const { session, now, isZoomed } = shown;
  const { view, range, completeSince } = session;
  const [first] = view.lines;
  if (first === undefined && !isZoomed) return {};
  const until = range.to ?? now;
  const start = Math.max(range.from, completeSince ?? range.from);
  const buckets = timeBuckets(view.lines, Math.min(first?.at ?? start, start), until, mostBars);
  const [{ from, to } = { from: until, to: until }] = buckets;
  const bars = buckets.map((bucket): LogBar => ({ at: bucket.from, counts: bucket.counts }));
  const deployments = marksOf(shown, from, until);
  return { timeline: { length: to - from, until, goesOn: range.to === undefined, bars, deployments, isZoomed } };
}

/** The deployments of the environments that are looked at, between two times. */
function marksOf({ session, deployments }: Shown, from: number, until: number): LogDeploymentMark[] {
  const keys = new Map(
    serverPart(session.filter, session.environments ?? []).environments.map(({ id, key }) => [id, key]),
  );
  return deployments
    .flatMap(({ environmentId, version, at }) => {
      const environment = keys.get(environmentId);
      return environment === undefined || at < from || at > until
        ? []
        : [{ at, environment: plain(environment), version: plain(version) }];
    })
    .sort((a, b) => a.at - b.at);
}
