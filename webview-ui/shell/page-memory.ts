import * as z from 'zod/mini';
import { contributorActions, type PanelMemory, panelMemory, type Tab } from '../../src/app-panel/protocol.ts';
import { type AuditChoice, auditChoice } from '../../src/audit-logs/audit-logs-protocol.ts';
import { auditColumns } from '../audit-logs/event-columns.ts';
import { columns } from '../installations/installation-columns.ts';

const text = z.catch(z.string(), '');
const flag = z.catch(z.boolean(), false);
/** A value that rows must have; null for no filter. */
const choice = z.catch(z.nullable(z.string()), null);

const filters = z.object({ text, environment: choice, atlassianApp: choice, status: choice, version: choice });
export type InstallationFilters = z.infer<typeof filters>;

const sorting = z.object({ column: z.enum(columns), descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;

/** The filters of the audit events. `hidden` kinds are left out; a month is written like `2024-03`. */
const auditFilters = z.object({
  text,
  hidden: z.catch(z.array(z.string()), []),
  site: choice,
  product: choice,
  environment: choice,
  month: choice,
});
export type AuditFilters = z.infer<typeof auditFilters>;

const auditSorting = z.object({ column: z.enum(auditColumns), descending: z.boolean() });
export type AuditSorting = z.infer<typeof auditSorting>;

export const noAuditFilters: AuditFilters = {
  text: '',
  hidden: [],
  site: null,
  product: null,
  environment: null,
  month: null,
};
const latestFirst: AuditSorting = { column: 'date', descending: true };
const last30Days: AuditChoice = { preset: 'days30' };

/** How the timeline is drawn: as bars, as a table, or not at all. */
export const timelineForms = ['bars', 'table', 'hidden'] as const;

const audit = z.object({
  days: z.catch(auditChoice, last30Days),
  filters: z.catch(auditFilters, noAuditFilters),
  sorting: z.catch(auditSorting, latestFirst),
  timeline: z.catch(z.enum(timelineForms), 'bars'),
});

export const noFilters: InstallationFilters = {
  text: '',
  environment: null,
  atlassianApp: null,
  status: null,
  version: null,
};
const newestFirst: Sorting = { column: 'installedAt', descending: true };

const memory = z.object({
  ...panelMemory.shape,
  /** The scroll position of each tab, in pixels. */
  scroll: z.catch(z.record(z.string(), z.number()), {}),
  /** Environments whose version history is open. */
  openEnvironments: z.catch(z.array(z.string()), []),
  /** The environment that the actions on variables change. */
  variables: z.catch(z.object({ environment: choice }), { environment: null }),
  deployments: z.catch(z.object({ environment: choice, all: flag, allBuilds: flag }), {
    environment: null,
    all: false,
    allBuilds: false,
  }),
  permissions: z.catch(z.object({ text, onlyDifferences: flag }), { text: '', onlyDifferences: false }),
  installations: z.catch(z.object({ filters: z.catch(filters, noFilters), sorting: z.catch(sorting, newestFirst) }), {
    filters: noFilters,
    sorting: newestFirst,
  }),
  audit: z.catch(audit, { days: last30Days, filters: noAuditFilters, sorting: latestFirst, timeline: 'bars' }),
  history: z.catch(z.object({ open: flag, action: z.catch(z.nullable(z.enum(contributorActions)), null) }), {
    open: false,
    action: null,
  }),
});

/** The page's state that survives hiding the page and reloading the window. */
export type Memory = z.infer<typeof memory>;

/**
 * Validates saved state; invalid parts fall back to their defaults. State of another app or account is ignored.
 * `opened` identifies this panel, and names the tab to show if nothing was saved.
 */
export function recall(kept: unknown, opened: PanelMemory): Memory {
  const known = memory.safeParse(kept);
  if (known.success && known.data.account === opened.account && known.data.app === opened.app) return known.data;
  return memory.parse({ ...opened });
}

/** Returns the scroll position of a tab, in pixels; 0 if it was never scrolled. */
export function scrollOf({ scroll }: Memory, tab: Tab): number {
  return scroll[tab] ?? 0;
}
