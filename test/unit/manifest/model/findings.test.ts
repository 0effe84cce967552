import assert from 'node:assert/strict';
import { type FindingInputs, type Finding, collectFindings } from '../../../../src/manifest/model/findings.ts';
import { analyzeEgress } from '../../../../src/manifest/model/egress-usage.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';
import { nearestScopes, scopeFacts } from '../../../../src/manifest/scopes/built-in-scopes.ts';
import { textAt } from '../../../support/parse-manifest.ts';

const evidence: FindingInputs = {
  facts: scopeFacts,
  nearest: (scope) => nearestScopes(scope).map(({ key }) => key),
  deployed: new Set(),
};

/** Findings as lines: kind and the text that they are about. */
function found(text: string, more: Partial<FindingInputs> = {}): string[] {
  return collectFindings(parseManifest(text), { ...evidence, ...more }).map(
    (finding) => `${finding.kind} ${textAt(text, finding.range)}`,
  );
}

function one(text: string, more: Partial<FindingInputs> = {}): Finding {
  const [first, ...others] = collectFindings(parseManifest(text), { ...evidence, ...more });
  assert.ok(first);
  assert.deepEqual(others, []);
  return first;
}

const app =
  'app:\n  id: ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\n  runtime: { name: nodejs22.x }\n';
const scopes = (...keys: string[]) => `permissions:\n  scopes:\n${keys.map((key) => `    - ${key}\n`).join('')}`;

describe('what is found in a manifest', () => {
  it('is nothing where all is well', () => {
    assert.deepEqual(
      found(
        `${app}${scopes('read:jira-work', '"read:issue:jira"', 'storage:app', 'read:sprint:jira-software')}modules:\n  sql:\n    - key: p\n      engine: mysql\n`,
      ),
      [],
    );
  });

  it('is a scope that is not known, with those that may be meant and are not there yet', () => {
    const finding = one(scopes('read:jira-wrok'));
    assert.ok(finding.kind === 'unknownScope');
    assert.equal(finding.nearest[0], 'read:jira-work');
    const beside = collectFindings(parseManifest(scopes('read:jira-work', 'read:jira-wrok')), evidence)[0];
    assert.ok(beside?.kind === 'unknownScope' && !beside.nearest.includes('read:jira-work'));
  });

  it('is no scope that a deployed version has, or that comes from the environment', () => {
    assert.deepEqual(
      found(scopes('read:brand-new:jira', 'read:${WHAT}:jira'), { deployed: new Set(['read:brand-new:jira']) }),
      [],
    );
  });

  it('is a scope that Forge is known not to take, unless a deployed version has it', () => {
    const facts: FindingInputs['facts'] = (key) => ({
      key,
      api: 'Jira',
      kind: 'granular',
      accepted: key !== 'read:refused:jira',
      label: 'View what is refused',
    });
    const text = scopes('read:refused:jira', 'read:taken:jira');
    assert.deepEqual(found(text, { facts, production: { version: '1.0.0', scopes: ['read:taken:jira'] } }), [
      'refusedScope read:refused:jira',
    ]);
    assert.deepEqual(found(text, { facts, deployed: new Set(['read:refused:jira']) }), []);
  });

  it('is a scope that is there twice, in a list and in a map', () => {
    assert.deepEqual(found(scopes('storage:app', 'read:jira-work', "'storage:app'")), ["duplicateScope 'storage:app'"]);
    const map = 'permissions:\n  scopes:\n    storage:app: {}\n    "storage:app": {}\n';
    assert.deepEqual(found(map), ['duplicateScope "storage:app"']);
    assert.deepEqual(found(`app:\n  id: a\n  id: b\n${scopes('storage:app')}`), ['problem id']);
  });

  it('is a scope of Connect without Connect modules', () => {
    const text = scopes('read:connect-jira');
    assert.deepEqual(found(text), ['connectScope read:connect-jira']);
    assert.deepEqual(found(`${app}${text}connectModules:\n  jira:webhooks:\n    - key: w\n`), []);
  });

  it('is scopes of a wrong shape', () => {
    assert.deepEqual(found('permissions:\n  scopes: read:jira-work\n'), ['problem read:jira-work']);
    assert.deepEqual(
      found('permissions:\n  scopes:\n    - read:jira-work:\n        allowImpersonation: true\n').length,
      1,
    );
  });

  it('is a scope that production does not have, if something is deployed there', () => {
    const production = { version: '4.3.0', scopes: ['read:jira-work'] };
    assert.deepEqual(found(scopes('read:jira-work', 'storage:app'), { production }), ['notInProduction storage:app']);
    // One that does not exist can't get there.
    assert.deepEqual(
      found(scopes('read:nonsense:at-all'), { production }).map((line) => line.split(' ')[0]),
      ['unknownScope'],
    );
  });

  it('is a scope that something needs and that is missing, at the key where it belongs', () => {
    const code = {
      file: 'file:///a.js',
      unread: [],
      uses: [
        {
          kind: 'rest' as const,
          text: 'GET /rest/api/3/myself',
          range: { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } },
          scopes: ['read:jira-user'],
          granular: [],
        },
      ],
    };
    const judged = (text: string) => {
      const manifest = parseManifest(text);
      return collectFindings(manifest, { ...evidence, usage: analyzeScopeUsage(manifest, [code]) }).map(
        (finding) => `${finding.kind} ${'scope' in finding ? finding.scope : ''} ${textAt(text, finding.range)}`,
      );
    };
    assert.deepEqual(judged(scopes('storage:app')), [
      'missingScope read:jira-user scopes',
      'unusedScope storage:app storage:app',
    ]);
    assert.deepEqual(judged('app: {}\npermissions: {}\n'), ['missingScope read:jira-user permissions']);
    assert.deepEqual(judged('app: {}\n'), ['missingScope read:jira-user app']);
    assert.deepEqual(judged(''), ['missingScope read:jira-user ']);
  });

  it('is a variable that no environment has or some lack, at the app’s id', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const places = [{ file: 'a.js', read: { name: 'A', range } }];
    const missingVariables = [
      { name: 'A', places, lackedBy: 'all' as const },
      { name: 'B', places, lackedBy: ['staging'] },
    ];
    const judged = (text: string) =>
      collectFindings(parseManifest(text), { ...evidence, missingVariables })
        .filter((finding) => 'variable' in finding)
        .map(({ kind, range: at }) => [kind, textAt(text, at)]);
    const id = 'ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
    assert.deepEqual(judged(`app:\n  id: ${id}\n`), [
      ['missingVariable', id],
      ['variableNotEverywhere', id],
    ]);
    assert.deepEqual(judged('app: {}\n')[0], ['missingVariable', 'app']);
  });

  it('is an address that is missing at its list, and one that nothing calls, which others may redirect to', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const text = `${app}modules:\n  function:\n    - key: run\n      handler: index.run\npermissions:\n  external:\n    fetch:\n      backend:\n        - a.example.com\n        - b.example.com\n`;
    const judged = (...addresses: string[]) => {
      const calls = addresses.map((address) => ({ text: 'fetch', range, address, isSure: true }));
      const file = { file: 'a.js', uses: [], unread: [], egress: { side: 'functions' as const, calls, hosts: [] } };
      const manifest = parseManifest(text);
      return collectFindings(manifest, { ...evidence, egress: analyzeEgress(manifest, [file]) }).map((finding) => {
        const more = finding.kind === 'unusedAddress' ? ` ${finding.mayRedirect}` : '';
        return `${finding.kind} ${textAt(text, finding.range)}${more}`;
      });
    };
    assert.deepEqual(judged('https://a.example.com', 'https://c.example.com'), [
      'missingAddress backend',
      'unusedAddress b.example.com true',
    ]);
    assert.deepEqual(judged(), ['unusedAddress a.example.com false', 'unusedAddress b.example.com false']);
  });
});
