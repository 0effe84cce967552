import assert from 'node:assert/strict';
import { ForgeError } from '../../../../src/core/errors.ts';
import { chooseRoute, type Route } from '../../../../src/gateway/network/route.ts';
import { defaultNetwork, type NetworkSettings } from '../../../../src/gateway/network/network-settings-type.ts';

const gateway = 'https://api.atlassian.com/graphql';

function route(settings: Partial<NetworkSettings>, target = gateway): Route {
  return chooseRoute(new URL(target), { ...defaultNetwork, ...settings });
}

const through = ({ proxy, source }: Route) =>
  `${source} ${proxy ? `${proxy.isSecure ? 'tls ' : ''}${proxy.host}:${proxy.port}` : 'direct'}`;

describe('the way to the gateway', () => {
  it('is direct where nothing is said', () => assert.equal(through(route({})), 'none direct'));

  it('is through http.proxy before the environment', () => {
    const environment = { https_proxy: 'http://env:3128' };
    assert.equal(through(route({ proxy: 'http://corp:8080', environment })), 'http.proxy corp:8080');
    assert.equal(through(route({ environment })), 'HTTPS_PROXY env:3128');
  });

  it('is looked up in the environment in the order of VS Code', () => {
    const all = {
      https_proxy: 'http://one:1',
      HTTPS_PROXY: 'http://two:2',
      http_proxy: 'http://three:3',
      HTTP_PROXY: 'http://four:4',
    };
    const left: Record<string, string> = { ...all };
    for (const [name, expected] of [
      ['https_proxy', 'one:1'],
      ['HTTPS_PROXY', 'two:2'],
      ['http_proxy', 'three:3'],
      ['HTTP_PROXY', 'four:4'],
    ] as const) {
      assert.equal(through(route({ environment: left })), `${name.toUpperCase()} ${expected}`);
      left[name] = '';
    }
    assert.equal(through(route({ environment: left })), 'none direct');
  });

  it('is direct where proxies are not supported', () => {
    assert.equal(
      through(
        route({ isProxySupported: false, proxy: 'http://corp:8080', environment: { HTTPS_PROXY: 'http://env:1' } }),
      ),
      'http.proxySupport direct',
    );
  });

  it('is direct where the setting or the environment says so; the environment counts only without the setting', () => {
    const proxy = 'http://corp:8080';
    assert.equal(through(route({ proxy, noProxy: ['atlassian.com'] })), 'http.noProxy direct');
    assert.equal(through(route({ proxy, environment: { NO_PROXY: 'a.test, atlassian.com' } })), 'NO_PROXY direct');
    assert.equal(
      through(route({ proxy, noProxy: ['a.test'], environment: { NO_PROXY: '*' } })),
      'http.proxy corp:8080',
    );
    assert.equal(through(route({ proxy, environment: { no_proxy: 'a.test', NO_PROXY: '*' } })), 'http.proxy corp:8080');
  });

  it('to this computer is direct unless asked for', () => {
    const proxy = 'http://corp:8080';
    for (const target of ['http://127.0.0.1:9/graphql', 'https://localhost/graphql', 'http://[::1]:9/graphql']) {
      assert.equal(through(route({ proxy }, target)), 'loopback direct');
      assert.equal(through(route({ proxy, noProxy: ['<-loopback>'] }, target)), 'http.proxy corp:8080');
    }
  });

  it('may be spoken over TLS, and has the port of its scheme', () => {
    assert.equal(through(route({ proxy: 'https://corp' })), 'http.proxy tls corp:443');
    assert.equal(through(route({ proxy: 'http://corp' })), 'http.proxy corp:80');
    assert.equal(through(route({ proxy: 'corp:3128' })), 'http.proxy corp:3128');
    assert.equal(through(route({ proxy: 'http://[fd00::1]:8080' })), 'http.proxy fd00::1:8080');
  });

  it('carries credentials of its address; those of the setting go before', () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    assert.equal(route({ proxy: 'http://me:p%40ss%3A@corp:1' }).proxy?.authorization, basic('me:p@ss:'));
    assert.equal(route({ proxy: 'http://me:100%@corp:1' }).proxy?.authorization, basic('me:100%'));
    assert.equal(route({ proxy: 'http://me@corp:1' }).proxy?.authorization, basic('me:'));
    assert.equal(
      route({ proxy: 'http://me:you@corp:1', proxyAuthorization: 'Bearer x' }).proxy?.authorization,
      'Bearer x',
    );
    assert.equal(route({ proxy: 'http://corp:1' }).proxy?.authorization, undefined);
  });

  it('carries credentials as people write them, with a domain or an unescaped # or @', () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const [userInfo, expected] of [
      ['CORP\\me:secret', 'CORP\\me:secret'],
      ['CORP%5Cme:secret', 'CORP\\me:secret'],
      ['me:se#cret', 'me:se#cret'],
      ['me@corp.example:se@cret', 'me@corp.example:se@cret'],
      ['me:se:cret', 'me:se:cret'],
      ['me:sé cret', 'me:sé cret'],
    ] as const) {
      const found = route({ proxy: `http://${userInfo}@proxy.corp:8080` });
      assert.equal(through(found), 'http.proxy proxy.corp:8080', userInfo);
      assert.equal(found.proxy?.authorization, basic(expected));
    }
    assert.equal(through(route({ proxy: 'http://proxy.corp:8080/path@other.example' })), 'http.proxy proxy.corp:8080');
  });

  it('takes lists of hosts that are parted by commas, blanks or semicolons', () => {
    const proxy = 'http://corp:8080';
    for (const list of [
      'a.test,atlassian.com',
      'a.test atlassian.com',
      'a.test;atlassian.com',
      ' a.test ;\tatlassian.com\r',
    ]) {
      assert.equal(through(route({ proxy, environment: { NO_PROXY: list } })), 'NO_PROXY direct', list);
      assert.equal(through(route({ proxy, noProxy: [list] })), 'http.noProxy direct', list);
    }
    assert.equal(through(route({ proxy, environment: { NO_PROXY: ' ; ' } })), 'http.proxy corp:8080');
  });

  it('takes variables without what a file with Windows line ends leaves at their end', () => {
    assert.equal(
      through(route({ environment: { https_proxy: '\r', HTTPS_PROXY: ' http://env:3128\r' } })),
      'HTTPS_PROXY env:3128',
    );
    assert.equal(
      through(route({ environment: { HTTPS_PROXY: 'http://env:3128', no_proxy: 'a.test\r', NO_PROXY: '*' } })),
      'HTTPS_PROXY env:3128',
    );
  });

  for (const [proxy, said] of [
    ['socks5://me:secret-word@corp:1080', /SOCKS/],
    ['SOCKS://corp:1080', /SOCKS/],
    ['ftp://me:secret-word@corp', /not the address of a proxy/],
    ['http://me:secret-word@', /not the address of a proxy/],
    ['http://me:secret-word@corp:99999', /not the address of a proxy/],
    ['secret-word\\corp:8080', /not the address of a proxy/],
    ['http:\\\\secret-word:8080', /not the address of a proxy/],
    ['http://corp\\secret-word:8080', /not the address of a proxy/],
    ['http://corp:8080#secret-word', /not the address of a proxy/],
  ] as const) {
    it(`is refused, without quoting its address: ${proxy}`, () => {
      for (const settings of [{ proxy }, { environment: { http_proxy: proxy } }]) {
        assert.throws(
          () => route(settings),
          (error) =>
            error instanceof ForgeError &&
            error.kind === 'misconfigured' &&
            said.test(error.message) &&
            !error.message.includes('secret-word'),
        );
      }
    });
  }

  it('is refused where the authorization would be more than one header', () => {
    assert.throws(
      () => route({ proxy: 'http://corp:1', proxyAuthorization: 'Basic x\r\nX-Evil: secret-word' }),
      (error) =>
        error instanceof ForgeError && error.kind === 'misconfigured' && !error.message.includes('secret-word'),
    );
  });
});
