import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { canary } from '../../support/canary.ts';
import { deleteApp } from '../../support/run-deletion.ts';
import { type Connection, failure, useGateway } from '../../support/use-gateway.ts';
import { type Origin, useOrigins } from '../../support/origin-server.ts';

const email = 'mara@example.com';
const token = canary('ATATT3xFfGF0-aZ_9kQ/odd"token\\=1A2B3C4D');
const basic = Buffer.from(`${email}:${token}`).toString('base64');
const forms = [
  token,
  basic,
  basic.replace(/=+$/, ''),
  Buffer.from(token).toString('base64'),
  JSON.stringify(token).slice(1, -1),
  encodeURIComponent(token),
];

/** Everything that can be seen of a value, hidden properties and causes too. */
const everything = (value: unknown) =>
  inspect(value, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity });

function assertNoSecret(...values: unknown[]): void {
  for (const value of values) {
    const text = typeof value === 'string' ? value : everything(value);
    // Bytes are shown as numbers: what they spell counts too.
    const bytes = [...text.matchAll(/<Buffer(?<hex>(?: [0-9a-f]{2})+)/g)].map(({ groups }) =>
      Buffer.from(groups?.hex?.replaceAll(' ', '') ?? '', 'hex').toString(),
    );
    for (const form of forms)
      for (const seen of [text, ...bytes]) assert.ok(!seen.includes(form), `${form} in ${seen}`);
  }
}

describe('a token', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  const connect = ({ url }: Origin): Connection => gateway.connect({ url, as: { email, token } });
  const said = (authorization: string | undefined) =>
    `You sent ${authorization ?? 'nothing'}, that is ${token}, or ${Buffer.from(token).toString('base64')}, or ${encodeURIComponent(token)}`;

  const echoes: readonly { title: string; status: number; body: (said: string) => unknown }[] = [
    {
      title: 'an error under HTTP 500',
      status: 500,
      body: (message) => ({ errors: [{ message, extensions: { errorType: message } }] }),
    },
    { title: 'an error under HTTP 401', status: 401, body: (message) => ({ errors: [{ message }] }) },
    {
      title: 'an error under HTTP 400',
      status: 400,
      body: (message) => ({ errors: [{ message, extensions: { errorType: message } }] }),
    },
    {
      title: 'errors[]',
      status: 200,
      body: (message) => ({ data: null, errors: [{ message, extensions: { errorType: message } }] }),
    },
    {
      title: 'a request id',
      status: 200,
      body: (message) => ({ data: null, errors: [{ message: 'x' }], extensions: { gateway: { request_id: message } } }),
    },
    { title: 'a body that is no JSON', status: 200, body: (message) => message },
    {
      title: 'a reply of the wrong shape',
      status: 200,
      body: (message) => ({ data: { me: { user: { [message]: message, name: [message] } } } }),
    },
  ];
  for (const { title, status, body } of echoes) {
    it(`that the gateway repeats in ${title} is blotted out in the error and the log`, async () => {
      const origin = await origins.http((request, response) => {
        const reply = body(said(request.headers.authorization));
        response.writeHead(status).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
      });
      const { client, log } = connect(origin);
      const error = await failure(fetchMe(client));
      assert.equal(origin.requests[0]?.headers.authorization, `Basic ${basic}`, 'the token was sent');
      assertNoSecret(error, error.message, error.stack, log);
      assertNoSecret(await failure(deleteApp(client, sampleAppIds.teamPoll)), log);
    });
  }

  it('that the gateway repeats is blotted out where the error quotes it', async () => {
    const origin = await origins.http(
      (request, response) =>
        void response.end(JSON.stringify({ errors: [{ message: `no: ${request.headers.authorization ?? ''}` }] })),
    );
    assert.equal((await failure(fetchMe(connect(origin).client))).message, 'no: Basic ***');
  });

  it('that the gateway repeats with escapes is blotted out where the error quotes it', async () => {
    const escapes: readonly ((secret: string) => string)[] = [
      (secret) => secret.replaceAll('=', String.raw`\u003d`),
      (secret) => secret.replace(/[A-Za-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
      (secret) => secret.replace(/[A-Za-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    ];
    const plain = token.replace('"', '').replace('\\', '');
    const secret = Buffer.from(`${email}:${plain}`).toString('base64');
    for (const escaped of escapes)
      for (const echo of [plain, secret]) {
        const origin = await origins.http(
          (_request, response) =>
            void response.end(
              `{"errors":[{"message":"no: ${escaped(echo)}","extensions":{"errorType":"${escaped(echo)}"}}]}`,
            ),
        );
        const { client, log } = gateway.connect({ url: origin.url, as: { email, token: plain } });
        const error = await failure(fetchMe(client));
        assert.match(error.message, /^no: \*\*\*=*$/);
        assert.match(error.details.errorType ?? '', /^\*\*\*=*$/);
        assertNoSecret(error, log);
      }
  });

  it('that the gateway repeats in its headers is blotted out', async () => {
    for (const header of ['x-request-id', 'x-trace-id', 'retry-after']) {
      const origin = await origins.http(
        (request, response) => void response.writeHead(500, { [header]: request.headers.authorization ?? '' }).end(),
      );
      const { client, log } = connect(origin);
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, 'serverError');
      assertNoSecret(error, log);
    }
  });

  it('that a server which speaks no HTTP repeats is blotted out', async () => {
    const origin = await origins.socket((socket) => socket.on('data', (data) => socket.write(data)));
    const { client, log } = connect(origin);
    const error = await failure(fetchMe(client));
    assert.equal(error.kind, 'badReply');
    assertNoSecret(error, log);
  });

  it('that an optional field’s error repeats is blotted out in the log', async () => {
    const { client, log } = gateway.connect();
    const { token: own } = gateway.sandbox.accounts.main;
    gateway.sandbox.faults.set('AppList', {
      kind: 'errors',
      errors: [{ message: `no owner for ${own}` }],
      nullPath: ['apps', 'nodes', 0, 'createdBy'],
    });
    await fetchAppPage(client, 5, undefined);
    assert.deepEqual(log.at(-1)?.tolerated, ['no owner for ***']);
  });

  it('that the gateway puts into a reply does not get into what is kept', async () => {
    const origin = await origins.http(
      (_request, response) =>
        void response.end(
          JSON.stringify({
            data: { me: { user: { accountId: '1', name: `Name ${token}`, accountStatus: 'active' } } },
          }),
        ),
    );
    assert.equal((await fetchMe(connect(origin).client)).name, 'Name ***');
  });

  it('is in no error of a connection that fails', async () => {
    for (const url of [
      await origins.unused(),
      'https://gateway.invalid/graphql',
      gateway.sandbox.url.replace('http:', 'https:'),
    ]) {
      const { client, log } = gateway.connect({ url, as: { email, token } });
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, 'offline');
      assertNoSecret(error, log);
    }
  });

  it('is in no error of a timeout or a dropped connection', async () => {
    for (const fault of [{ kind: 'hang' }, { kind: 'drop' }, { kind: 'truncated' }] as const) {
      const { main } = gateway.sandbox.accounts;
      const { client, log } = gateway.connect({ timeoutMs: 60 });
      gateway.sandbox.faults.set('Me', fault);
      const seen = everything([await failure(fetchMe(client)), log]);
      for (const form of [main.token, Buffer.from(`${main.email}:${main.token}`).toString('base64')])
        assert.ok(!seen.includes(form));
    }
  });

  it('does not cost words of an app that look like one', async () => {
    const name = 'Basic permissions, Bearer instruments';
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('AppList', {
      kind: 'reply',
      change: (body) => {
        const reply = body as { data: { apps: { nodes: object[] } } };
        return {
          data: { apps: { ...reply.data.apps, nodes: reply.data.apps.nodes.map((node) => ({ ...node, name })) } },
        };
      },
    });
    for (const app of (await fetchAppPage(client, 5, undefined)).nodes) assert.equal(app.name, name);
  });
});

describe('a redirect', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  for (const status of [301, 302, 303, 307, 308]) {
    it(`with HTTP ${status} is not followed: the token goes nowhere else`, async () => {
      const elsewhere = await origins.http((_request, response) => void response.end('{}'));
      const here = await origins.http(
        (_request, response) => void response.writeHead(status, { location: elsewhere.url }).end(),
      );
      const { client } = gateway.connect({ url: here.url });
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, 'badReply');
      assert.equal(error.details.status, status);
      assert.equal((await failure(deleteApp(client, sampleAppIds.teamPoll))).kind, 'outcomeUnknown');
      assert.equal(here.requests.length, 2);
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it('within the same server is not followed either', async () => {
    const here = await origins.http((_request, response) => void response.writeHead(307, { location: '/other' }).end());
    await failure(fetchMe(gateway.connect({ url: here.url }).client));
    assert.deepEqual(
      here.requests.map(({ url }) => url),
      ['/graphql'],
    );
  });
});
