import assert from 'node:assert/strict';
import { failureCodes, knownCode, namedPlace } from '../../../../src/deployments/model/failure-kind.ts';
import { lineOfPath } from '../../../../src/deployments/model/place-in-manifest.ts';

const manifest = `app:
  id: ari:cloud:ecosystem::app/x
modules:
  function:
    - key: main
      handler: index.run
  jira:issuePanel:
    - key: panel
      title: A
    - key: other
      function: gone
permissions:
  scopes: [read:jira-work]
`;

describe('the part of a manifest that a failure names', () => {
  for (const [message, place, line] of [
    ['modules.jira:issuePanel[1].function: no function has the key "gone"', 'modules.jira:issuePanel[1].function', 10],
    ['Invalid scope (permissions.scopes)', 'permissions.scopes', 12],
    ['permissions.external.fetch is not allowed', 'permissions.external.fetch', 11],
    ['modules.trigger[0].events must not be empty', 'modules.trigger[0].events', 2],
  ] as const)
    it(`is found: ${message}`, () => {
      assert.equal(namedPlace({ code: 'MANIFEST_VALIDATION_FAILED', message }), place);
      assert.equal(lineOfPath(manifest, place), line);
    });

  it('is in the cause before the message, and by the code where neither names one', () => {
    const message = 'permissions.scopes: no';
    assert.equal(namedPlace({ code: 'X', message, cause: 'modules.function[0]' }), 'modules.function[0]');
    assert.equal(namedPlace({ code: 'ENTITY_VALIDATION_ERROR', message: 'No' }), 'app.storage.entities');
    assert.equal(namedPlace({ code: 'SOMETHING_NEW', message: 'See www.app.example.com' }), undefined);
  });

  it('is the start of a manifest that can’t be read, and found in no time whatever the text is', () => {
    assert.equal(lineOfPath('{{{', 'modules.function'), 0);
    assert.equal(lineOfPath('', 'app'), 0);
    assert.equal(namedPlace({ code: 'X', message: 'modules' + '.a'.repeat(100_000) })?.length, 31);
  });

  it('is found whatever the style of lists and keys, and in no time in a text that no parser ends with', () => {
    const styles = `modules:\r\n  "jira:issuePanel":\r\n  -   key: a\r\n\r\n  # no item\r\n  -\r\n    function: b\r\n`;
    assert.equal(lineOfPath(styles, 'modules.jira:issuePanel[0].key'), 2);
    assert.equal(lineOfPath(styles, 'modules.jira:issuePanel[1].function'), 6);
    const started = process.cpuUsage();
    for (const text of ['"'.repeat(256 * 1024), '['.repeat(200_000), `modules:\n${'  - a: 1\n'.repeat(200_000)}`])
      lineOfPath(text, 'modules.trigger[0].events');
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });

  it('is known for each code of the Forge CLI', () => {
    for (const code of failureCodes) assert.equal(knownCode({ code }), code);
    assert.equal(knownCode({ code: 'toString' }), undefined);
  });
});
