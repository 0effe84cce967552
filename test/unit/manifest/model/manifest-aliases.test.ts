import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { textAt } from '../../../support/parse-manifest.ts';

describe('a manifest with aliases', () => {
  it('stands for what they stand for, at the place of the alias', () => {
    const text = `shared:
  name: &name Release notes
  scope: &scope read:jira-work
  hosts: &hosts
    - a.example.com
    - b.example.com
permissions:
  scopes:
    - *scope
    - storage:app
  external:
    fetch:
      backend: *hosts
    images: *hosts
modules:
  jira:issuePanel:
    - key: panel
      title: *name
    - &module
      key: other
      title: Other
  jira:issueGlance:
    - *module
`;
    const { scopes, egress, modules, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      scopes.map(({ key, range }) => [key, textAt(text, range)]),
      [
        ['read:jira-work', '*scope'],
        ['storage:app', 'storage:app'],
      ],
    );
    assert.deepEqual(
      egress.map(({ kind, address }) => [kind, address]),
      [
        ['fetch.backend', 'a.example.com'],
        ['fetch.backend', 'b.example.com'],
        ['images', 'a.example.com'],
        ['images', 'b.example.com'],
      ],
    );
    assert.deepEqual(
      modules.map(({ type, key, title }) => [type, key, title?.text]),
      [
        ['jira:issuePanel', 'panel', 'Release notes'],
        ['jira:issuePanel', 'other', 'Other'],
        ['jira:issueGlance', 'other', 'Other'],
      ],
    );
  });

  it('means the last anchor of the name before it', () => {
    const { scopes } = parseManifest(
      'a: &x storage:app\npermissions:\n  scopes:\n    - *x\n    - &x read:me\n    - *x\n',
    );
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app', 'read:me'],
    );
  });

  it('goes without what an unknown alias would stand for', () => {
    const { scopes, problems } = parseManifest('permissions:\n  scopes:\n    - *nothing\n    - storage:app\n');
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app'],
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['There is no anchor &nothing before this'],
    );
  });

  it('may refer to itself', () => {
    const { problems } = parseManifest('permissions: &p\n  scopes: *p\nmodules: &m\n  macro: &l\n    - *l\n    - *m\n');
    assert.ok(Array.isArray(problems));
  });

  it('is not blown up by aliases of aliases', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array.from({ length: 12 }, () => (level === 0 ? 'storage:app' : `*l${level - 1}`)).join(', ')}]`,
    );
    const items = Array.from({ length: 3000 }, (_, index) => `    - h${index}.example.com`).join('\n');
    const kinds = ['fonts', 'frames', 'images', 'media', 'navigation', 'scripts', 'styles'];
    const text = `${levels.join('\n')}\nhosts: &hosts\n${items}\npermissions:\n  scopes: *l11\n  external:\n${kinds.map((kind) => `    ${kind}: *hosts\n`).join('')}modules:\n${Array.from({ length: 3000 }, (_, index) => `  t${index}: *hosts\n`).join('')}`;
    const started = performance.now();
    const { egress, modules, problems } = parseManifest(text);
    assert.ok(performance.now() - started < 10_000, 'it took too long');
    assert.ok(egress.length <= 20_000 && modules.length <= 20_000);
    assert.ok(problems.some(({ message }) => message.includes('too many entries')));
  }).timeout(20_000);
});
