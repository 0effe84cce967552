import * as z from 'zod/mini';
import { contributorActions, type PanelMemory, panelMemory, type Tab } from '../src/panel/protocol.ts';
import { columns } from './installations/columns.ts';

const text = z.catch(z.string(), '');
const flag = z.catch(z.boolean(), false);
/** A value that rows must have; null lets all through. */
const choice = z.catch(z.nullable(z.string()), null);

const filters = z.object({ text, environment: choice, atlassianApp: choice, status: choice, version: choice });
export type InstallationFilters = z.infer<typeof filters>;

const sorting = z.object({ column: z.enum(columns), descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;

export const noFilters: InstallationFilters = { text: '', environment: null, atlassianApp: null, status: null, version: null };
const newestFirst: Sorting = { column: 'installedAt', descending: true };

const memory = z.object({
  ...panelMemory.shape,
  /** How far each tab was scrolled down, in pixels. */
  scroll: z.catch(z.record(z.string(), z.number()), {}),
  /** Environments whose version history is open. */
  openEnvironments: z.catch(z.array(z.string()), []),
  permissions: z.catch(z.object({ text, onlyDifferences: flag }), { text: '', onlyDifferences: false }),
  installations: z.catch(z.object({ filters: z.catch(filters, noFilters), sorting: z.catch(sorting, newestFirst) }), { filters: noFilters, sorting: newestFirst }),
  history: z.catch(z.object({ open: flag, action: z.catch(z.nullable(z.enum(contributorActions)), null) }), { open: false, action: null }),
});

/** What the page keeps while it is hidden and across a reload of the window: where a person was in it. */
export type Memory = z.infer<typeof memory>;

/**
 * What was kept, checked; what is not as expected starts anew. Memory of another app or account is not used. `opened`
 * says which panel this is, and the tab to show where nothing was kept.
 */
export function recall(kept: unknown, opened: PanelMemory): Memory {
  const known = memory.safeParse(kept);
  if (known.success && known.data.account === opened.account && known.data.app === opened.app) return known.data;
  return memory.parse({ ...opened });
}

/** The scroll position of a tab; 0 where it was never scrolled. */
export function scrollOf({ scroll }: Memory, tab: Tab): number {
  return scroll[tab] ?? 0;
}
