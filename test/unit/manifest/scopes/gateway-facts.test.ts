import assert from 'node:assert/strict';
import { factsFromGateway } from '../../../../src/manifest/scopes/gateway-facts.ts';

const told = {
  key: 'read:jira-work',
  name: 'View Jira issue data',
  description: 'Read projects.',
  api: 'Jira API',
  restricted: false,
};

describe('the live facts of a scope', () => {
  it('are the gateway’s words with our API and kind', () => {
    assert.deepEqual(factsFromGateway(told), {
      key: 'read:jira-work',
      api: 'Jira',
      kind: 'classic',
      accepted: true,
      label: 'View Jira issue data',
      description: 'Read projects.',
      restricted: false,
    });
  });

  it('keep our label where the gateway has none', () => {
    const ours = 'View projects, issues and the data that goes with them';
    for (const name of ['', ' \n', 'read:jira-work']) assert.equal(factsFromGateway({ ...told, name }).label, ours);
    assert.equal('description' in factsFromGateway({ ...told, description: '' }), false);
  });

  it('are there for a scope that only the gateway knows', () => {
    assert.deepEqual(factsFromGateway({ ...told, key: 'read:moon-phase:jira', name: '', restricted: true }), {
      key: 'read:moon-phase:jira',
      api: 'Jira API',
      kind: 'granular',
      accepted: true,
      label: 'View moon phases',
      description: 'Read projects.',
      restricted: true,
    });
    assert.equal(factsFromGateway({ ...told, key: 'read:connect-trello' }).kind, 'connect');
    assert.equal(factsFromGateway({ ...told, key: 'manage:everything' }).kind, 'classic');
    assert.equal(factsFromGateway({ ...told, key: 'constructor' }).label, 'View Jira issue data');
  });

  it('are one line each, of limited length', () => {
    const facts = factsFromGateway({
      ...told,
      key: 'read:x:y',
      name: 'a\r\n\u0000b\u202Ec\t d',
      description: 'é'.repeat(5000),
      api: 'Z\nZ',
    });
    assert.equal(facts.label, 'a b c d');
    assert.equal(facts.description?.length, 1000);
    assert.equal(facts.api, 'Z Z');
  });
});
