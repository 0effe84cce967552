// Archives generated events day by day until they are used up or the process is killed: `archiver.mjs ROOT DAYS`.
// Reports when it starts.
import { archiveApp } from '../../src/audit-logs/model/archive.ts';
import { dayMs } from '../../src/audit-logs/model/days.ts';
import { loadOf, vault } from './audit-world.ts';
import { archivedEvents, firstNow, lastDay } from './archived-events.ts';

const [root = '', day = '0'] = process.argv.slice(2);
const load = loadOf(archivedEvents);
process.stdout.write('begins\n');
for (let ahead = Number(day); ahead <= lastDay; ahead++) {
  await archiveApp({
    root,
    workspaceFolder: root,
    app: vault,
    load,
    now: new Date(firstNow.getTime() + ahead * dayMs),
    signal: new AbortController().signal,
  });
}
