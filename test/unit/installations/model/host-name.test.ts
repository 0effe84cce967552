import assert from 'node:assert/strict';
import { hostNameOf } from '../../../../src/installations/model/host-name.ts';

describe('the host name of a site', () => {
  it('is read from names and addresses', () => {
    for (const typed of [
      'northlight',
      ' Northlight.atlassian.net ',
      'https://northlight.atlassian.net/jira/projects?x=1#y',
      'northlight.atlassian.net/wiki',
    ])
      assert.equal(hostNameOf(typed), 'northlight.atlassian.net', typed);
    assert.equal(hostNameOf('jira.example.com'), 'jira.example.com');
  });

  it('is nothing that can’t be one', () => {
    for (const typed of [
      '',
      ' ',
      '-',
      'a b',
      'ä.atlassian.net',
      '1',
      '0x7f.1',
      '::1',
      'http://',
      '../x',
      '-a.net',
      '<i>',
    ])
      assert.equal(hostNameOf(typed), undefined, typed);
  });
});
