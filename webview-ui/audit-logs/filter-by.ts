import type { AuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';

/** Filters anew, from the top of the table. */
export function filterEventsBy(page: Page, change: Partial<AuditFilters>): void {
  const { memory } = page;
  page.show({ activeRow: 0 });
  page.remember({
    scroll: { ...memory.scroll, auditLogs: 0 },
    audit: { ...memory.audit, filters: { ...memory.audit.filters, ...change } },
  });
}

/** Shows the events of a month; of the chosen one again, those of all. */
export function toggleMonth(page: Page, month: string): void {
  const isChosen = month === page.memory.audit.filters.month;
  page.show({ activeMonth: month });
  filterEventsBy(page, { month: isChosen ? null : month });
}
