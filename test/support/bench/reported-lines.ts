import type { ReportedLine } from '../../../src/gateway/reported-line.ts';

const functions = ['resolver', 'draft-nightly', 'on-issue-updated', 'export'];
const sites = Array.from({ length: 40 }, (_, index) => `site-${index}.atlassian.net`);
const lvl = ['DEBUG', 'INFO', 'INFO', 'INFO', 'WARN', 'ERROR'];

/** A line as it comes out of a reply: texts of its own, three lines to an invocation, one in four with arguments. */
export function reportedLine(index: number, start: number): ReportedLine {
  const invocation = Math.floor(index / 3);
  const site = sites[invocation % sites.length] ?? '';
  return {
    at: start + index * 20,
    lvl: lvl[index % lvl.length] ?? 'INFO',
    message: fresh(
      `Loaded issue PLAT-${index} of the board with ${index % 97} fields in ${index % 900} ms, cursor ${(index * 7919) % 65_536}`,
    ),
    ...(index % 4 === 0 && {
      other: fresh(`[{"key":"PLAT-${index}","status":${index % 9 === 0 ? 404 : 200},"ms":${index % 900}}]`),
    }),
    invocationId: fresh(`00000000-0000-4000-8000-${String(invocation).padStart(12, '0')}`),
    traceId: fresh(`0000000000000000000${String(invocation).padStart(13, '0')}`),
    functionKey: fresh(functions[invocation % functions.length] ?? ''),
    appVersion: fresh(`4.${invocation % 3}.0`),
    siteId: fresh(`id of ${site}`),
    site: fresh(site),
    product: fresh('JIRA'),
    cloudwatchId: fresh(`3${String(index).padStart(55, '0')}`),
  };
}

/** A text in memory of its own, as JSON.parse makes them: joined ones share their parts. */
function fresh(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
