import assert from 'node:assert/strict';
import { addAddress, removeAddress } from '../../../../src/manifest/model/egress-edits.ts';
import { applyChanges } from '../../../../src/manifest/model/verified-changes.ts';

const address = 'https://api.example.com';
const add = (text: string, list = 'fetch.backend') => {
  const changes = addAddress(text, list, address);
  return changes && applyChanges(text, changes);
};
const remove = (text: string, one = address) => {
  const changes = removeAddress(text, 'fetch.backend', one);
  return changes && applyChanges(text, changes);
};

describe('An address is added', () => {
  for (const [what, before, after] of [
    [
      'after the others, in the form of the last',
      'permissions:\n  external:\n    fetch:\n      backend:\n        - a.example.com # ours\n  scopes: []\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n        - a.example.com # ours\n        - ${address}\n  scopes: []\n`,
    ],
    [
      'as a map after maps',
      'permissions:\n  external:\n    fetch:\n      backend:\n      - address: "*.example.org"\n        category: analytics\n      client: []\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n      - address: "*.example.org"\n        category: analytics\n      - address: ${address}\n      client: []\n`,
    ],
    [
      'after one that names a remote',
      'permissions:\n  external:\n    fetch:\n      backend:\n        - remote: r\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n        - remote: r\n        - address: ${address}\n`,
    ],
    [
      'in an item that is still empty',
      'permissions:\n  external:\n    fetch:\n      backend:\n        - a.example.com\n        -\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n        - a.example.com\n        - ${address}\n`,
    ],
    [
      'to a list in brackets',
      'permissions:\n  external:\n    fetch:\n      backend: ["*.example.org"]\n',
      `permissions:\n  external:\n    fetch:\n      backend: ["*.example.org", ${address}]\n`,
    ],
    [
      'in place of an empty list',
      'permissions:\n  external:\n    fetch:\n      backend: []\n  scopes: []\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n        - address: ${address}\n  scopes: []\n`,
    ],
    [
      'with the keys around it, behind the scopes',
      'permissions:\r\n  scopes:\r\n    - read:jira-work\r\nmodules: {}\r\n',
      `permissions:\r\n  scopes:\r\n    - read:jira-work\r\n  external:\r\n    fetch:\r\n      backend:\r\n        - address: ${address}\r\nmodules: {}\r\n`,
    ],
    [
      'behind a key with nothing',
      'permissions:\n  external:\nmodules: {}\n',
      `permissions:\n  external:\n    fetch:\n      backend:\n        - address: ${address}\nmodules: {}\n`,
    ],
    [
      'in a manifest without permissions',
      'app:\n  id: x\n',
      `app:\n  id: x\npermissions:\n  external:\n    fetch:\n      backend:\n        - address: ${address}\n`,
    ],
  ] as const)
    it(what, () => {
      assert.equal(add(before), after);
    });

  it('not where the text is too unusual, or would be another manifest', () => {
    assert.equal(add('permissions: { external: { fetch: { backend: [] } } }\n'), undefined);
    assert.equal(add('permissions:\n  external: [\n'), undefined);
    assert.equal(addAddress('app: {}\n', 'fetch.backend', 'https://a.example.com # x'), undefined);
  });
});

describe('An address is removed', () => {
  const list = (...items: string[]) =>
    `permissions:\n  external:\n    fetch:\n      backend:\n${items.map((item) => `        - ${item}\n`).join('')}`;

  it('with its line, in each form', () => {
    assert.equal(remove(list('a.example.com', address)), list('a.example.com'));
    assert.equal(
      remove(list(`address: ${address}\n          category: analytics`, 'a.example.com')),
      list('a.example.com'),
    );
    assert.equal(remove(list('"*.example.com"', 'a.example.com'), '*.example.com'), list('a.example.com'));
  });

  it('and leaves an empty list behind', () => {
    assert.equal(remove(list(address)), 'permissions:\n  external:\n    fetch:\n      backend: []\n');
  });

  it('not where it is not there', () => {
    assert.equal(remove(list('a.example.com')), undefined);
  });
});
