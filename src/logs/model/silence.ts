import type { ForgeError } from '../../core/errors.ts';
import type { LogFilter } from './log-filter.ts';
import { logRetentionMs, type TimeRange } from './log-time.ts';
import type { LogEnvironment, LogSite } from './server-query.ts';

/** Why there are no lines. */
export type Silence =
  /** The gateway refuses this account. */
  | { readonly kind: 'notPermitted'; readonly error: ForgeError }
  /** The times that are looked at end before what the gateway keeps. `keptSince` in epoch milliseconds. */
  | { readonly kind: 'tooOld'; readonly keptSince: number }
  /** Lines came, but none meets the filter. */
  | { readonly kind: 'filteredOut'; readonly lines: number }
  /** A tunnel runs for an environment that is looked at: its lines are in its terminal only. */
  | { readonly kind: 'tunnel'; readonly environments: readonly LogEnvironment[] }
  /** Some or all of the sites that are looked at don't let developers read logs. */
  | { readonly kind: 'notShared'; readonly sites: readonly LogSite[]; readonly isAll: boolean }
  /** Nothing of the above: the app did not run, or logged nothing; or some old sites that say nothing don't share. */
  | { readonly kind: 'nothingRan'; readonly maybeNotShared: readonly LogSite[] };

export interface SilenceFacts {
  /** Why the last fetch failed. */
  readonly error?: ForgeError;
  readonly filter: LogFilter;
  readonly range: TimeRange;
  /** Lines that came and are kept, whether they meet the filter or not. */
  readonly lines: number;
  readonly environments: readonly LogEnvironment[];
  readonly sites: readonly LogSite[];
  /** Ids of environments that a tunnel runs for. */
  readonly tunnels: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Finds out why no line is shown. Undefined if the last fetch failed for a reason that says nothing about lines. */
export function silenceOf(facts: SilenceFacts): Silence | undefined {
  const { error, range, lines, now, tunnels } = facts;
  if (error !== undefined)
    return error.kind === 'forbidden' || error.kind === 'notFound' ? { kind: 'notPermitted', error } : undefined;
  const keptSince = now - logRetentionMs;
  if (range.to !== undefined && range.to <= keptSince) return { kind: 'tooOld', keptSince };
  const environmentIds = facts.environments.map(({ id }) => id);
  const sites = sitesLookedAt(facts.filter, facts.sites).filter((site) =>
    site.environmentIds.some((id) => environmentIds.includes(id)),
  );
  const silent = sites.filter(({ sharesLogs }) => sharesLogs === false);
  const notShared: Silence = { kind: 'notShared', sites: silent, isAll: silent.length === sites.length };
  if (silent.length > 0 && notShared.isAll) return notShared;
  if (lines > 0) return { kind: 'filteredOut', lines };
  const tunnelled = facts.environments.filter(({ id }) => tunnels.includes(id));
  if (tunnelled.length > 0) return { kind: 'tunnel', environments: tunnelled };
  return silent.length > 0 ? notShared : { kind: 'nothingRan', maybeNotShared: sites.filter(mayNotShare) };
}

/** Installations from before this day may not share logs (documentation page `access-app-logs`). Epoch milliseconds. */
const sharingSince = Date.UTC(2022, 7, 22);

const mayNotShare = ({ sharesLogs, installedAt }: LogSite) => sharesLogs === undefined && installedAt < sharingSince;

/** The sites that a filter leaves. */
function sitesLookedAt({ fields }: LogFilter, sites: readonly LogSite[]): LogSite[] {
  return sites.filter(({ id, host }) =>
    fields.every(({ field, values, isExcluded }) => {
      if (field !== 'site') return true;
      const isNamed = values.some((value) => [id, host.toLowerCase()].includes(value.toLowerCase()));
      return isNamed !== isExcluded;
    }),
  );
}
