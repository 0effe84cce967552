// Archives generated events day by day until they are used up or the process is killed: `archiver.mjs ROOT DAYS FAULT`;
// only one day with the fault `once`. Reports when it starts.
import { archiveApp } from '../../src/audit-logs/model/archive.ts';
import { dayMs } from '../../src/audit-logs/model/days.ts';
import { loadOf, vault } from './audit-world.ts';
import { archivedEvents, firstNow, lastDay } from './archived-events.ts';
import { failingDisk } from './disk-faults.ts';

/** How many days a clock is ahead in a run: so many that no later run takes its times for true. */
const aheadMs = 90 * dayMs;

const [root = '', day = '0', fault = ''] = process.argv.slice(2);
const [kind = '', detail = ''] = fault.split(':');
if (kind === 'disk') failingDisk('rename', detail, /\.(csv|json|lock)$/, 3);
process.stdout.write('begins\n');
for (let ahead = Number(day); ahead <= lastDay; ahead++) {
  const now = new Date(firstNow.getTime() + ahead * dayMs);
  await archiveApp({
    root,
    workspaceFolder: root,
    app: vault,
    load: loadOf(archivedEvents.filter(({ at }) => at !== undefined && at <= now)),
    now: kind === 'clock' ? new Date(now.getTime() + aheadMs) : now,
    // Some gateways are behind a proxy that takes the date away.
    ...(detail === 'known' && { clockAheadMs: () => aheadMs }),
    signal: new AbortController().signal,
  });
  if (kind === 'once') break;
}
