import assert from 'node:assert/strict';
import { ForgeError } from '../../../../src/core/errors.ts';
import { parseTriggerUrl } from '../../../../src/web-triggers/model/trigger-url.ts';

describe('the address of a web trigger', () => {
  const atlassian = new URL('https://api.atlassian.com/graphql');
  const sandbox = new URL('http://127.0.0.1:8080/graphql');

  it('is on Atlassian’s hosts, in both forms', () => {
    for (const good of [
      'https://5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3.hello.atlassian-dev.net/x1/secret',
      'https://15314aab-9e4a-482e-9db5-fac2eaa17e60.webtrigger.atlassian.app/public/secret',
    ])
      assert.equal(parseTriggerUrl(good, atlassian).href, good);
  });

  it('is on the gateway itself where that is on this computer', () => {
    assert.equal(parseTriggerUrl('http://127.0.0.1:8080/web-triggers/x', sandbox).port, '8080');
  });

  it('is refused anywhere else, without being named', () => {
    const bad = [
      'https://example.com/secret',
      'https://evil-hello.atlassian-dev.net.example.com/secret',
      'https://webtrigger.atlassian.app.example.com/secret',
      'https://xwebtrigger.atlassian.app/secret',
      'http://a.webtrigger.atlassian.app/secret',
      'https://a.webtrigger.atlassian.app:8443/secret',
      'https://user:secret@a.webtrigger.atlassian.app/x',
      'http://127.0.0.1:8081/secret',
      'http://localhost:8080/secret',
      'file:///secret',
      'secret',
    ];
    for (const text of bad)
      for (const gateway of [atlassian, sandbox])
        assert.throws(
          () => parseTriggerUrl(text, gateway),
          (error) => error instanceof ForgeError && error.kind === 'badReply' && !error.message.includes('secret'),
          text,
        );
  });
});
