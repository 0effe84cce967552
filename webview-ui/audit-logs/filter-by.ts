import type { AuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';

/** Changes the filters and scrolls to the top of the table. */
export function filterEventsBy(page: Page, change: Partial<AuditFilters>): void {
  const { memory } = page;
  page.show({ activeRow: 0 });
  page.remember({
    scroll: { ...memory.scroll, auditLogs: 0 },
    audit: { ...memory.audit, filters: { ...memory.audit.filters, ...change } },
  });
}

/** Filters by a month; selecting the same month again clears the filter. */
export function toggleMonth(page: Page, month: string): void {
  const isChosen = month === page.memory.audit.filters.month;
  page.show({ activeMonth: month });
  filterEventsBy(page, { month: isChosen ? null : month });
}
