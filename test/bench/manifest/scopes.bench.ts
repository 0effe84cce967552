// The scope catalogue: what reading its tables costs, and what an editor asks of it at every keystroke.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { median } from '../../support/bench/median.ts';
import { root } from '../../support/paths.ts';
import type { Figure } from '../../support/bench/figure.ts';

const rounds = 200;
const unknownKeys = [
  'read:jira-wrok',
  'read-jira-work',
  'read:issues:jira',
  'update:issue:jira',
  'read:pull-request:bitbucket',
  'read:nothing:like:this',
];
const calls = [
  '/rest/api/3/issue/*',
  '/rest/api/3/issue/*/comment/*',
  '/rest/api/3/*/search',
  '/rest/agile/1.0/board/*/sprint',
  '/rest/api/3/no/such/path',
];

/** Milliseconds that something takes. */
function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

/** Reading both tables, once and cold; then look-ups over many rounds. */
export default async function scopes(): Promise<Figure[]> {
  const { parseOperationTable } = await import('../../../src/manifest/scopes/operation-table.ts');
  const { parseScopeTable } = await import('../../../src/manifest/scopes/scope-table.ts');
  const [scopeTable, operationTable] = await Promise.all(
    ['scopes', 'operations'].map((name) => readFile(join(root, `src/manifest/scopes/${name}.tsv`), 'utf8')),
  );
  const reading = timed(() => [parseScopeTable(scopeTable ?? ''), parseOperationTable(operationTable ?? '')]);
  const { allScopes, nearestScopes, scopeFacts } = await import('../../../src/manifest/scopes/built-in-scopes.ts');
  const { judgeCall } = await import('../../../src/manifest/scopes/judge-call.ts');
  const all = Array.from(
    { length: rounds },
    () => timed(() => allScopes.map(({ key }) => scopeFacts(key))) / allScopes.length,
  );
  const nearest = Array.from({ length: rounds }, () =>
    unknownKeys.map((key) => timed(() => nearestScopes(key))),
  ).flat();
  const operations = Array.from({ length: rounds }, () =>
    calls.map((path) => timed(() => judgeCall('jira', 'GET', path))),
  ).flat();
  return [
    {
      name: 'both tables of the scope catalogue read, the first time',
      value: reading,
      unit: 'ms',
      aim: { atMost: 10 },
    },
    { name: 'facts of a scope, median', value: median(all), unit: 'ms' },
    { name: 'nearest scopes of an unknown key, median', value: median(nearest), unit: 'ms', aim: { atMost: 2 } },
    { name: 'nearest scopes of an unknown key, p95', value: p95(nearest), unit: 'ms' },
    { name: 'REST operation of a call, p95', value: p95(operations), unit: 'ms', aim: { atMost: 0.5 } },
  ];
}
