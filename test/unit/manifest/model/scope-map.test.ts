import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { textAt } from '../../../support/parse-manifest.ts';

describe('scopes as a map', () => {
  const text = `permissions:
  scopes:
    read:jira-work: {}
    'write:jira-work':
      allowImpersonation: true
    read:jira-user:
      allowImpersonation: false
    storage:app:
`;
  it('tell which of them allow impersonation', () => {
    const { scopes, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      scopes.map(({ key, range, allowImpersonation }) => [key, textAt(text, range), allowImpersonation]),
      [
        ['read:jira-work', 'read:jira-work', false],
        ['write:jira-work', "'write:jira-work'", true],
        ['read:jira-user', 'read:jira-user', false],
        ['storage:app', 'storage:app', false],
      ],
    );
  });

  it('count once when they are there twice, and that is a problem', () => {
    const twice = 'permissions:\n  scopes:\n    storage:app: {}\n    storage:app: { allowImpersonation: true }\n';
    const { scopes, problems } = parseManifest(twice);
    assert.deepEqual(
      scopes.map(({ key, allowImpersonation }) => [key, allowImpersonation]),
      [['storage:app', false]],
    );
    assert.deepEqual(
      problems.map(({ message, range }) => [message, range.start.line, textAt(twice, range)]),
      [['"storage:app" is there twice', 3, 'storage:app']],
    );
  });
});
