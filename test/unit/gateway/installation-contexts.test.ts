import assert from 'node:assert/strict';
import {
  atlassianAppOf,
  type InstallationContext,
  parseInstallationContext,
  technicalOwners,
} from '../../../src/gateway/installation-contexts.ts';

describe('an installation context', () => {
  const known: readonly [string, InstallationContext][] = [
    ['ari:cloud:jira::site/c-1', { owner: 'jira', cloudId: 'c-1' }],
    ['ari:cloud:confluence:c-1:workspace/a-1', { owner: 'confluence', cloudId: 'c-1' }],
    ['ari:cloud:bitbucket::workspace/w-1', { owner: 'bitbucket', activationId: 'w-1' }],
    ['ari:cloud:graph::workspace/a-1', { owner: 'graph', activationId: 'a-1' }],
    ['ari:cloud:jira:c-1:workspace-user/a-1/u-1', { owner: 'jira', cloudId: 'c-1' }],
    ['ari:cloud:trello::workspace-user/a-1/u-1', { owner: 'trello', activationId: 'a-1' }],
    ['ari:cloud:townsquare::site/c-1', { owner: 'townsquare', cloudId: 'c-1' }],
  ];
  for (const [ari, context] of known)
    it(`is read from ${ari}`, () => assert.deepEqual(parseInstallationContext(ari), context));

  const unknown = [
    '',
    'c-1',
    'ari:cloud:jira',
    'ari:cloud:jira::site',
    'ari:cloud:jira::site/',
    'ari:cloud:::site/c-1',
    'ari:other:jira::site/c-1',
    'urn:cloud:jira::site/c-1',
    'ari:cloud:jira::project/1',
    'ari:cloud:jira:c-1:workspace/',
  ];
  for (const ari of unknown)
    it(`is not made up from ${JSON.stringify(ari)}`, () => assert.equal(parseInstallationContext(ari), undefined));

  it('names its Atlassian app by its owner', () => {
    assert.equal(atlassianAppOf('jira'), 'JIRA');
  });

  it('is technical where identity or the service desk own it', () => {
    assert.deepEqual([...technicalOwners].sort(), ['identity', 'jira-servicedesk']);
  });
});
