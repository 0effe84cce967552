// The events for the tests of a killed archive: several a day, some with texts that need quotes.
import type { AuditEvent } from '../../src/core/audit-event.ts';
import { dayMs } from '../../src/audit-logs/model/days.ts';
import { auditEvent } from './audit-world.ts';

/** The time of the first run; one run follows per day. */
export const firstNow = new Date('2025-03-01T12:00:00Z');
export const lastDay = 60;

/** Events from two months before the first run until the last run. */
export const archivedEvents: readonly AuditEvent[] = Array.from({ length: (60 + lastDay) * 4 }, (_, number) =>
  auditEvent(number, new Date(firstNow.getTime() + (number / 4 - 60) * dayMs), {
    location: number % 5 === 0 ? 'a "b",\r\nc' : 'EU',
  }),
);
