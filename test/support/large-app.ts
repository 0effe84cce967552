import type { ScannedFile } from '../../src/manifest/code/scan-results.ts';
import { operationsOf } from '../../src/manifest/scopes/rest-operations.ts';
import { handMadeId } from './parse-manifest.ts';

/** Scopes that REST operations need, in a fixed order. */
const known = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'manage:jira-project',
  'read:issue:jira',
  'read:sprint:jira-software',
  'read:confluence-content.all',
  'write:confluence-content',
];

/** Returns a manifest with this many lines: scopes on at most a tenth of them, and modules on the others. */
export function largeManifest(lines: number): string {
  const scopes = Array.from(
    { length: Math.min(300, Math.floor(lines / 10)) },
    (_, index) => `    - ${known[index] ?? `read:thing-${index}:jira`} # number ${index}`,
  );
  const head = [
    'app:',
    `  id: ${handMadeId}`,
    '  runtime:',
    '    name: nodejs22.x',
    'permissions:',
    '  scopes:',
    ...scopes,
    'modules:',
    '  jira:issuePanel:',
  ];
  const modules = Array.from({ length: Math.ceil((lines - head.length) / 8) }, (_, index) => [
    `    - key: panel-${index}`,
    `      title: Panel ${index}`,
    `      description: "Shows number ${index}: this and that"`,
    '      resource: main',
    '      render: native',
    '      viewportSize: medium',
    '      resolver:',
    '        function: resolver',
  ]).flat();
  return `${[...head, ...modules].slice(0, lines).join('\n')}\n`;
}

/** Returns a scan result for an app with this many files, each with some calls. */
export function largeApp(files: number, callsEach = 5): ScannedFile[] {
  const operations = known.flatMap((scope) => operationsOf(scope));
  return Array.from({ length: files }, (_, file) => ({
    file: `file:///app/src/part-${file}.js`,
    unread: [],
    uses: Array.from({ length: callsEach }, (_value, call) => {
      const operation = operations[(file * callsEach + call) % operations.length];
      return {
        kind: 'rest' as const,
        text: `${operation?.method} ${operation?.path}`,
        range: { start: { line: call, character: 0 }, end: { line: call, character: 20 } },
        scopes: operation?.scopes ?? [],
        granular: operation?.granular ?? [],
      };
    }),
  }));
}
