import assert from 'node:assert/strict';
import { isExempt, isOwnComputer } from '../../../../src/gateway/network/no-proxy.ts';

describe('a host without a proxy', () => {
  const cases: readonly [pattern: string, host: string, port: number, exempt: boolean][] = [
    ['*', 'anything.example', 443, true],
    ['example.com', 'example.com', 443, true],
    ['example.com', 'api.example.com', 443, true],
    ['example.com', 'notexample.com', 443, false],
    ['example.com', 'example.com.evil.test', 443, false],
    ['.example.com', 'api.example.com', 443, true],
    ['*.example.com', 'api.example.com', 443, true],
    ['*.example.com', 'api.example.org', 443, false],
    ['EXAMPLE.com', 'Api.Example.Com', 443, true],
    ['example.com:443', 'api.example.com', 443, true],
    ['example.com:8443', 'api.example.com', 443, false],
    ['10.0.0.1', '10.0.0.1', 443, true],
    ['10.0.0.1', '10.0.0.10', 443, false],
    ['0.0.1', '10.0.0.1', 443, false],
    ['10.0.0.1:8080', '10.0.0.1', 8080, true],
    ['10.0.0.1:8080', '10.0.0.1', 443, false],
    ['10.0.0.0/8', '10.200.3.4', 443, true],
    ['10.0.0.0/8', '11.0.0.1', 443, false],
    ['0.0.0.0/0', '11.0.0.1', 443, true],
    ['10.0.0.0/99', '10.0.0.1', 443, false],
    ['10.0.0.0/8/8', '10.0.0.1', 443, false],
    ['fe80::/10', 'fe80::1', 443, true],
    ['fe80::/10', '10.0.0.1', 443, false],
    ['[fe80::1]:443', 'fe80::1', 443, true],
    ['[fe80::1]:80', 'fe80::1', 443, false],
    ['', 'example.com', 443, false],
    ['  ', 'example.com', 443, false],
    ['.', 'example.com', 443, false],
    ['*.', 'example.com', 443, false],
    ['<-loopback>', 'example.com', 443, false],
    ['10.0.0.0/8', 'ten.example', 443, false],
  ];
  for (const [pattern, host, port, exempt] of cases) {
    it(`${JSON.stringify(pattern)} ${exempt ? 'exempts' : 'does not exempt'} ${host}:${port}`, () =>
      assert.equal(isExempt(host, port, [pattern]), exempt));
  }

  it('is exempt by any of several patterns, and by none of none', () => {
    assert.ok(isExempt('b.test', 443, ['a.test', ' b.test ']));
    assert.ok(!isExempt('b.test', 443, []));
  });

  it('is this computer, unless a pattern wants it through the proxy', () => {
    for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) {
      assert.ok(isOwnComputer(host, []), host);
      assert.ok(!isOwnComputer(host, ['a.test', '<-loopback>']), host);
    }
    for (const host of ['localhost.evil.test', '128.0.0.1', '127.0.0.1.evil.test', '10.0.0.1'])
      assert.ok(!isOwnComputer(host, []), host);
  });
});
