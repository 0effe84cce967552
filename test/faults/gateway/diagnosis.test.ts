import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { NetworkFault } from '../../../src/core/errors.ts';
import { testConnection } from '../../../src/gateway/diagnosis/test-connection.ts';
import type { Step, StepFacts, StepName } from '../../../src/gateway/diagnosis/step.ts';
import { createTrustStore } from '../../../src/gateway/network/trusted-certificates.ts';
import { defaultNetwork, type NetworkSettings } from '../../../src/gateway/network/network-settings-type.ts';
import { createTransport } from '../../../src/gateway/transport.ts';
import { canary } from '../../support/canary.ts';
import { makeAuthority, makeCertificate } from '../../support/test-certificates.ts';
import { useFolder } from '../../support/folder.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';
import { useNetworks } from '../../support/test-network.ts';
import { useOrigins } from '../../support/origin-server.ts';

const authority = makeAuthority('Corporate CA');

describe('testing the connection', () => {
  const gateway = useGateway();
  const networks = useNetworks();
  const origins = useOrigins();
  const folder = useFolder();

  interface TestOptions {
    readonly url?: string;
    readonly settings?: Partial<NetworkSettings>;
    readonly signedIn?: ReturnType<typeof gateway.connect>['client'];
    readonly signal?: AbortSignal;
    readonly onStep?: (step: Step) => void;
  }

  async function run({
    url = gateway.sandbox.url,
    settings = {},
    signedIn,
    signal = new AbortController().signal,
    onStep,
  }: TestOptions = {}): Promise<Step[]> {
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, authority.ca.cert);
    const all: NetworkSettings = {
      ...defaultNetwork,
      systemCertificates: false,
      ...settings,
      environment: { NODE_EXTRA_CA_CERTS: file, ...settings.environment },
    };
    const trusted = createTrustStore();
    const transport = createTransport({ network: () => all, trusted });
    const steps: Step[] = [];
    try {
      const accounts = signedIn ? [{ email: 'dana@example.com', client: signedIn }] : [];
      for await (const step of testConnection({
        url: new URL(url),
        settings: all,
        trusted,
        transport,
        client: { name: 'test', version: '0' },
        accounts,
        signal,
      })) {
        steps.push(step);
        onStep?.(step);
      }
    } finally {
      await transport.close();
    }
    return steps;
  }

  const lines = (steps: readonly Step[]) =>
    steps.map((step) => `${step.step} ${step.outcome === 'skipped' ? step.why : step.outcome}`);
  const sandboxPort = () => Number(new URL(gateway.sandbox.url).port);

  const tells = <Name extends StepName>(step: Step, name: Name): step is Step & { readonly facts: StepFacts[Name] } =>
    step.step === name && 'facts' in step;

  function factsOf<Name extends StepName>(steps: readonly Step[], name: Name): StepFacts[Name] {
    for (const step of steps) if (tells(step, name)) return step.facts;
    return assert.fail(`${name} has no facts`);
  }

  function faultOf(steps: readonly Step[]): string {
    const [failed, ...others] = steps.flatMap((step) => (step.outcome === 'failed' ? [step] : []));
    assert.ok(failed && others.length === 0);
    return `${failed.step}: ${failed.error.details.fault ?? failed.error.kind}`;
  }

  it('finds everything in order on this computer, and reads what the token may', async () => {
    const steps = await run({ signedIn: gateway.connect().client });
    assert.deepEqual(lines(steps), [
      'proxy passed',
      'dns isAddress',
      'connection passed',
      'certificate withoutTls',
      'gateway passed',
      'token passed',
      'scopes passed',
    ]);
    assert.equal(factsOf(steps, 'gateway').status, 401);
    assert.equal(factsOf(steps, 'token').name, gateway.sandbox.accounts.main.name);
    assert.deepEqual(
      factsOf(steps, 'scopes').reads.map(({ read, outcome }) => `${read} ${outcome}`),
      ['apps allowed', 'environments allowed', 'installations allowed', 'contributors allowed'],
    );
    assert.deepEqual(gateway.sandbox.requests[0]?.account, undefined, 'the first request carries a token');
  });

  it('works signed out, and says what was not tried', async () => {
    assert.deepEqual(lines(await run()).slice(-3), ['gateway passed', 'token signedOut', 'scopes signedOut']);
  });

  it('goes through the proxy, and tells the certificate', async () => {
    const certificate = authority.issue({ name: 'gateway.test', hosts: ['gateway.test'], to: 5 });
    const authorization = `Basic ${Buffer.from('dana:pr0xy-secret').toString('base64')}`;
    const proxy = await networks.proxy({ authorization, leadsTo: await networks.tls(certificate, sandboxPort()) });
    const steps = await run({
      url: 'https://gateway.test/graphql',
      settings: { proxy: proxy.url.replace('//', '//dana:pr0xy-secret@') },
    });
    assert.deepEqual(lines(steps).slice(0, 5), [
      'proxy passed',
      'dns proxyResolves',
      'connection passed',
      'certificate passed',
      'gateway passed',
    ]);
    assert.deepEqual(factsOf(steps, 'proxy'), {
      address: `127.0.0.1:${proxy.port}`,
      hasCredentials: true,
      source: 'http.proxy',
    });
    const { issuer, subject, protocol, trusted, until } = factsOf(steps, 'certificate');
    assert.deepEqual(
      [issuer, subject, protocol, trusted.extra, trusted.system],
      ['Corporate CA', 'gateway.test', 'TLSv1.3', 1, 0],
    );
    assert.ok(until.getTime() > Date.now() + 4 * 86_400_000);
    for (const secret of ['pr0xy-secret', authorization]) assert.ok(!inspect(steps, { depth: 9 }).includes(secret));
  });

  it('looks the name up where there is no proxy', async () => {
    const certificate = authority.issue({ name: 'localhost', hosts: ['localhost'] });
    const port = await networks.tls(certificate, sandboxPort());
    const steps = await run({ url: `https://localhost:${port}/graphql` });
    assert.deepEqual(lines(steps).slice(0, 5), [
      'proxy passed',
      'dns passed',
      'connection passed',
      'certificate passed',
      'gateway passed',
    ]);
    assert.ok(factsOf(steps, 'dns').addresses.includes('127.0.0.1'));
  });

  it('names a name without an address', async () => {
    const steps = await run({ url: 'https://gateway.invalid/graphql' });
    assert.equal(faultOf(steps), 'dns: dns');
    assert.deepEqual(lines(steps).slice(2), [
      'connection afterFailure',
      'certificate afterFailure',
      'gateway afterFailure',
      'token afterFailure',
      'scopes afterFailure',
    ]);
  });

  it('names a refused connection', async () =>
    assert.equal(faultOf(await run({ url: await origins.unused() })), 'connection: refused'));

  describe('with a proxy that', () => {
    const through = (settings: Partial<NetworkSettings>) => run({ url: 'https://gateway.test/graphql', settings });

    it('is not there', async () =>
      assert.equal(faultOf(await through({ proxy: 'http://127.0.0.1:1' })), 'proxy: proxyUnreachable'));
    it('is a SOCKS proxy', async () =>
      assert.equal(faultOf(await through({ proxy: 'socks5://dana:secret@127.0.0.1:1' })), 'proxy: misconfigured'));
    it('wants credentials', async () =>
      assert.equal(
        faultOf(await through({ proxy: (await networks.proxy({ authorization: 'Basic x' })).url })),
        'proxy: proxyAuthentication',
      ));
    it('does not lead to the gateway', async () => {
      const proxy = await networks.proxy({ instead: (socket) => socket.end('HTTP/1.1 504 Gateway Timeout\r\n\r\n') });
      assert.equal(faultOf(await through({ proxy: proxy.url })), 'proxy: proxyRefused');
    });
    it('speaks TLS without trust', async () => {
      const proxy = await networks.proxy({ certificate: makeCertificate({ name: 'localhost', hosts: ['localhost'] }) });
      assert.equal(faultOf(await through({ proxy: proxy.url })), 'proxy: proxyUntrusted');
    });
  });

  const stranger = makeAuthority('Inspecting Firewall');
  const certificates: readonly [certificate: ReturnType<typeof makeCertificate>, fault: NetworkFault][] = [
    [stranger.issue({ name: 'localhost', hosts: ['localhost'] }), 'untrusted'],
    [authority.issue({ name: 'localhost', hosts: ['localhost'], from: -9, to: -1 }), 'expired'],
    [authority.issue({ name: 'localhost', hosts: ['localhost'], from: 1, to: 9 }), 'notYetValid'],
    [authority.issue({ name: 'login.test', hosts: ['login.test'] }), 'wrongHost'],
  ];
  for (const [certificate, fault] of certificates) {
    it(`names what is wrong with a certificate, and who issued it: ${fault}`, async () => {
      const port = await networks.tls(certificate, sandboxPort());
      const steps = await run({ url: `https://localhost:${port}/graphql`, signedIn: gateway.connect().client });
      assert.equal(faultOf(steps), `certificate: ${fault}`);
      assert.equal(
        factsOf(steps, 'certificate').issuer,
        fault === 'untrusted' ? 'Inspecting Firewall' : 'Corporate CA',
      );
      assert.equal(gateway.sandbox.requests.length, 0);
    });
  }

  describe('with something else in the place of the gateway', () => {
    it('such as the page of a network that wants a sign-in', async () => {
      for (const status of [200, 403, 511]) {
        const portal = await origins.http(
          (_request, response) =>
            void response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
        );
        assert.equal(faultOf(await run({ url: portal.url, signedIn: gateway.connect().client })), 'gateway: portal');
      }
      assert.equal(gateway.sandbox.requests.length, 0, 'a token was sent');
    });
    it('such as a redirect to one', async () => {
      const portal = await origins.http(
        (_request, response) => void response.writeHead(302, { location: 'http://login.test/' }).end(),
      );
      assert.equal(faultOf(await run({ url: portal.url })), 'gateway: portal');
    });
    it('such as an ill server', async () => {
      const ill = await origins.http(
        (_request, response) =>
          void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
      );
      assert.equal(faultOf(await run({ url: ill.url })), 'gateway: serverError');
    });
    it('such as other words', async () => {
      const other = await origins.http((_request, response) => void response.end('hello'));
      assert.equal(faultOf(await run({ url: other.url })), 'gateway: badReply');
    });
  });

  it('tells how far the clock is off', async () => {
    const origin = await origins.http((_request, response) => {
      response.sendDate = false;
      response.writeHead(401, { date: new Date(Date.now() - 3_600_000).toUTCString() }).end('{}');
    });
    const { aheadMs = 0 } = factsOf(await run({ url: origin.url }), 'gateway');
    assert.ok(Math.abs(aheadMs - 3_600_000) < 5000, `${aheadMs} ms`);
  });

  it('tells a token that is not accepted, and does not go on with it', async () => {
    const { client } = gateway.connect({ as: { email: 'dana@example.com', token: canary('wrong') } });
    const steps = await run({ signedIn: client });
    assert.deepEqual(lines(steps).slice(-2), ['token failed', 'scopes afterFailure']);
    assert.ok(!inspect(steps, { depth: 9 }).includes(canary('wrong')));
  });

  it('tells what may not be read', async () => {
    gateway.sandbox.faults.set('InstallationList', {
      kind: 'errors',
      errors: [{ message: 'This request does not contain the right authorisation scopes' }],
    });
    const { reads } = factsOf(await run({ signedIn: gateway.connect().client }), 'scopes');
    assert.deepEqual(
      reads.map(({ outcome }) => outcome),
      ['allowed', 'allowed', 'denied', 'allowed'],
    );
  });

  it('does not try what needs an app where there is none', async () => {
    const { reads } = factsOf(
      await run({ signedIn: gateway.connect({ as: gateway.sandbox.accounts.empty }).client }),
      'scopes',
    );
    assert.deepEqual(
      reads.map(({ outcome }) => outcome),
      ['allowed', 'unknown', 'unknown', 'unknown'],
    );
  });

  it('can be cancelled in the middle of a step', async () => {
    const giveUp = new AbortController();
    const proxy = await networks.proxy({ instead: () => giveUp.abort() });
    const error = await failure(
      run({ url: 'https://gateway.test/graphql', settings: { proxy: proxy.url }, signal: giveUp.signal }),
    );
    assert.equal(error.kind, 'cancelled');
  });
});
