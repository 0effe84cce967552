import assert from 'node:assert/strict';
import { blotOut, blotOutAddresses, redact } from '../../../src/core/redaction.ts';

const token = 'ATATT3xFfGF0-aZ_9kQ=1A2B3C4D';
const base64 = Buffer.from(token).toString('base64');

describe('redaction of what is logged', () => {
  const credentials = {
    'a Basic header': `Authorization: Basic ${Buffer.from(`me@example.com:${token}`).toString('base64')}`,
    'a Bearer header': 'authorization: Bearer eyJhbGciOi.eyJzdWIi.s1gn4ture-_',
    'headers in lower case': 'authorization: basic bWVAZXhhbXBsZS5jb206c2VjcmV0',
    'an API token': `the token ${token} is wrong`,
    'an API token in a URL': `https://example.com/?token=${token}&x=1`,
    'an API token of the other kind': 'ATCTT3xFfGN0abcdefgh',
    'an API token with an escape': `{"token":"${token.replace('=', String.raw`\u003d`)}"}`,
    'an API token in Base64 after something': Buffer.from(`me@example.com:${token}`).toString('base64'),
  };
  for (const [what, text] of Object.entries(credentials)) {
    it(`blots out ${what}`, () => {
      const clean = redact(text);
      assert.match(clean, /\*\*\*/);
      for (const secret of [token, '1A2B3C4D', 'eyJhbGciOi', 'ATCTT3xFfGN0abcdefgh', base64, base64.slice(8, -8)])
        assert.ok(!clean.includes(secret), clean);
    });
  }

  it('leaves other text alone', () => {
    for (const text of ['Basic auth', 'HTTP 401: Unauthorized', 'a 5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3', ''])
      assert.equal(redact(text), text);
  });

  it('blots out given secrets too', () => {
    assert.equal(redact('my secret is hunter2!', ['hunter2!']), 'my secret is ***');
  });
});

describe('addresses that are secrets', () => {
  const signature = 'f5d8ee39a402752a7efe1bc0f9d59e4e';
  const amazon = `https://uploads.example.com/app?X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Fus-east-1&X-Amz-Expires=900&X-Amz-Signature=${signature}`;
  const spellings = {
    'as it is': amazon,
    'in JSON': JSON.stringify({ url: amazon }),
    'in JSON in JSON, with letters escaped': JSON.stringify(JSON.stringify(amazon).replaceAll('&', String.raw`\u0026`)),
    'in an address': `https://example.com/?next=${encodeURIComponent(amazon)}`,
    'in HTML': `<a href="${amazon.replaceAll('&', '&amp;')}">`,
    'of Microsoft': `https://store.example.net/c/f.zip?sv=2022-11-02&sp=w&sig=AKIDEXAMPLE%2B${signature}%3D and more`,
    'of Google': `https://store.example.com/b?x-goog-credential=AKIDEXAMPLE&x-goog-signature=${signature}.`,
    'of a web trigger': `POST https://0f5c.hello.atlassian-dev.net/x1/${signature}: HTTP 500`,
    'of a web trigger of the other kind': `https://0f5c.webtrigger.atlassian.app/public/${signature}`,
  };
  for (const [how, text] of Object.entries(spellings))
    it(`lose what makes them secret: ${how}`, () => {
      for (const clean of [blotOutAddresses(text), redact(text)]) {
        assert.match(clean, /\*\*\*/);
        for (const secret of [signature, 'AKIDEXAMPLE']) assert.ok(!clean.includes(secret), clean);
        if (text.startsWith('{')) assert.doesNotThrow(() => JSON.parse(clean), clean);
      }
    });

  it('stay as they are otherwise, and so do other texts', () => {
    for (const text of [
      'https://developer.atlassian.com/platform/forge/?page=2&sort=name#token',
      'no signature = no policy; sig nal',
      'hello.atlassian-dev.net',
    ])
      assert.equal(blotOutAddresses(text), text);
  });

  it('take time in proportion to the text', () => {
    for (const part of [
      '?X-Amz-',
      '&sig=',
      '%2526',
      '\\\\u0026',
      'hello.atlassian-dev.net/x1/',
      '?x-goog-aaaaaaaaaaaaaaaaaaaa',
    ]) {
      const began = process.threadCpuUsage();
      blotOutAddresses(part.repeat(20_000));
      const { user, system } = process.threadCpuUsage(began);
      assert.ok(user + system < 1_000_000, `${part}: ${user + system} µs`);
    }
  });
});

describe('blotting out secrets', () => {
  it('finds them as they are, everywhere', () => {
    assert.equal(blotOut(`${token}, ${token}`, [token]), '***, ***');
  });

  it('finds them in Base64, with and without padding', () => {
    // The Base64 of the last one differs from its URL-safe form.
    for (const secret of ['four', 'fives', 'sixsix', '>>>?']) {
      const encoded = Buffer.from(secret).toString('base64');
      const bare = encoded.replace(/=+$/, '');
      const urlSafe = Buffer.from(secret).toString('base64url');
      for (const form of [encoded, bare, urlSafe])
        assert.match(blotOut(`<${form}>`, [secret]), /^<\*\*\*=*>$/, `${secret} as ${form}`);
    }
  });

  it('finds them in JSON and in URLs', () => {
    const odd = 'to"ken\\with=odd/characters';
    assert.equal(blotOut(JSON.stringify({ message: odd }), [odd]), '{"message":"***"}');
    assert.equal(blotOut(`https://example.com/?t=${encodeURIComponent(odd)}`, [odd]), 'https://example.com/?t=***');
  });

  it('finds them inside a longer Base64, at each of its three places', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const encoded = Buffer.from(`${before}${token} and more`).toString('base64');
      assert.match(blotOut(encoded, [token]), /^\w{0,5}\*\*\*\w+={0,2}$/, encoded);
    }
  });

  it('finds them with any character escaped, once or again', () => {
    for (const spelling of [
      token.replace('=', String.raw`\u003d`),
      token.replace('A', String.raw`\\u0041`),
      token.replace('9', '%39').replace('=', '%3d'),
      token.replace('=', '%253D'),
      token.replace('=', '&#61;').replace('T', '&#x54;'),
      Array.from(token, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
    ])
      assert.equal(blotOut(`a ${spelling}, "${spelling}\\"`, [token]), 'a ***, "***\\"', spelling);
    assert.equal(blotOut('50%25 of ☃ "%C3%A9t%C3%A9s" \\u00e9t\u00e9s', ['étés']), '50%25 of ☃ "***" ***');
  });

  it('takes time in proportion to the text, however many escapes it has', () => {
    const time = (text: string) => {
      const started = process.threadCpuUsage();
      blotOut(text, [token]);
      const { user, system } = process.threadCpuUsage(started);
      return (user + system) / 1000;
    };
    for (const piece of ['\\', '%25', '%', '&#0', '\\u00', token.slice(0, -1)])
      assert.ok(time(piece.repeat(200_000)) < 2000, piece);
  });

  it('takes a secret letter by letter, not as a pattern', () => {
    assert.equal(blotOut('a.c$& abc', ['a.c$&']), '*** abc');
  });

  it('leaves out secrets that are too short to be any', () => {
    assert.equal(blotOut('abc', ['', 'abc']), 'abc');
  });

  it('does not touch what merely looks like a credential', () => {
    assert.equal(blotOut('Basic permissions for everyone', [token]), 'Basic permissions for everyone');
  });
});
