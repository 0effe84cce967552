import * as z from 'zod/mini';
import { flag, many, maybe, text } from '../core/schema-parts.ts';

/*
 * What the page of an app's panel asks about the versions in use of an environment. Times are epoch milliseconds;
 * statuses and reasons come as display text.
 */

const number = z.number();

const bar = z.object({
  id: text,
  version: text,
  isNewest: flag,
  isBackported: flag,
  deployedAt: number,
  /** Absent if not reported. */
  installations: maybe(number),
  /** What keeps its installations from the newest version; absent for that one. */
  reason: maybe(text),
  /** Whether they could be upgraded without their admins, as far as is known. */
  canUpgrade: flag,
});
export type VersionBar = z.infer<typeof bar>;

/** What bulk upgrades and rolling releases have alike. */
const rollout = z.object({
  id: text,
  isRunning: flag,
  status: text,
  startedAt: number,
  endedAt: maybe(number),
  /** Name of the person who started it, as far as it is known. */
  startedBy: maybe(text),
  failed: number,
});

const upgrade = z.extend(rollout, {
  /** Version texts; the version's id where it is not known any more. */
  from: text,
  to: text,
  completed: number,
  pending: number,
});
export type UpgradeRow = z.infer<typeof upgrade>;

const release = z.extend(rollout, {
  version: text,
  total: number,
  succeeded: number,
});
export type ReleaseRow = z.infer<typeof release>;

const rolling = z.union([
  /** The app has none, and nothing says that it could. */
  z.object({ status: z.literal('unused') }),
  /** The account's token may not ask, which holds for the session; or asking failed. */
  z.object({ status: z.literal('refused'), reason: text }),
  z.object({ status: z.literal('failed'), reason: text }),
  z.object({
    status: z.literal('ready'),
    releases: many(release),
    /** How many installations another one would reach, and with which version; absent if not reported. */
    next: maybe(z.object({ version: text, eligible: number })),
    /** Versions whose installations it would not reach, each with the reasons. */
    left: many(z.object({ version: text, installations: number, reasons: text })),
  }),
]);
export type RollingView = z.infer<typeof rolling>;

/** Who is on which version of an environment. */
export const versionUse = z.object({
  /** Newest first. */
  bars: many(bar),
  /** Newest first; absent if not reported. */
  upgrades: maybe(many(upgrade)),
  /** Why this account may not upgrade others' sites, as far as is known. */
  obstacle: maybe(text),
  rolling,
});
export type VersionUse = z.infer<typeof versionUse>;

/** What a button on the page asks for; each is done by the extension, which shows its own dialogs. */
export const versionCommands = ['compare', 'upgrade', 'cancelUpgrade', 'startRelease', 'cancelRelease'] as const;
export type VersionCommand = (typeof versionCommands)[number];

export const versionRequests = {
  /** The environments whose versions in use are shown: fetches what isn’t known, or may have changed while hidden. */
  showVersionUses: { params: z.object({ environmentIds: many(text) }), reply: z.null() },
  /** Fetches who is on which version of an environment again. Replies when that is done, even if it failed. */
  refreshVersionUse: { params: z.object({ environmentId: text }), reply: z.null() },
  /** Runs a command about an environment; `id` is that of a version or an upgrade. Replies when it has ended. */
  versionCommand: {
    params: z.object({ command: z.enum(versionCommands), environmentId: text, id: maybe(text) }),
    reply: z.null(),
  },
} as const;
