import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { scanFile } from '../../../../src/manifest/code/scan-file.ts';
import type { ScannedFile } from '../../../../src/manifest/code/scan-results.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';

describe('The sample workspace', () => {
  it('has apps that need more than they declare, and less', () => {
    const folder = new URL('../../../fixtures/workspace/', import.meta.url);
    const found = Object.fromEntries(
      ['decision-register', 'release-notes', 'sprint-forecast'].map((app) => {
        const of = (path: string) => readFileSync(new URL(`${app}/${path}`, folder), 'utf8');
        const files = readdirSync(new URL(`${app}/src`, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
          /\.jsx?$/.test(path),
        );
        const code: ScannedFile[] = files.map((file) => ({ file, ...scanFile(file, of(`src/${file}`)) }));
        const { missing: lacks, unused: more, unread } = analyzeScopeUsage(parseManifest(of('manifest.yml')), code);
        return [
          app,
          { lacks: lacks.map(({ scope }) => scope), more: more.map(({ scope }) => scope.key), unread: unread.length },
        ];
      }),
    );
    assert.deepEqual(found, {
      'decision-register': { lacks: ['write:page:confluence'], more: ['read:confluence-content.summary'], unread: 0 },
      'release-notes': {
        lacks: [],
        more: ['write:jira-work', 'read:jira-user', 'read:sprint:jira-software'],
        unread: 0,
      },
      'sprint-forecast': {
        lacks: ['read:issue-details:jira', 'read:jql:jira', 'read:project:jira'],
        more: ['read:issue:jira-software'],
        unread: 0,
      },
    });
  });
});
