import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { pageHtml } from '../../../src/app-panel/page-html.ts';
import type { Reply } from '../../../src/app-panel/protocol.ts';
import { emptyPanelState } from '../../support/page/empty-panel-state.ts';
import { useConsole } from '../../support/editor/console.ts';

describe('the page of a panel', () => {
  const forge = useConsole();
  const memory = {
    account: 'http://127.0.0.1:1/graphql#mara',
    app: 'ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3',
    tab: 'overview',
  } as const;
  const html = (change: Partial<typeof memory> | { account: string } | { app: string } = {}) =>
    pageHtml(forge.extension.context.extensionUri, { ...memory, ...change });
  const only = (found: RegExpMatchArray[]): string => {
    assert.equal(found.length, 1);
    const text = found[0]?.[1];
    assert.ok(text);
    return text;
  };
  const nonceOf = (page: string) => only([...page.matchAll(/<script type="module" nonce="([^"]+)"/g)]);

  it('allows its own script and styles by nonce, the font in it, and nothing else', () => {
    const page = html();
    const policy = only([...page.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g)])
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    assert.equal(
      policy,
      `default-src 'none'; script-src 'nonce-${nonceOf(page)}'; style-src 'nonce-${nonceOf(page)}'; font-src data:`,
    );
    assert.ok(
      page.indexOf('Content-Security-Policy') < page.search(/<(link|style|script)/),
      'the policy stands before what it governs',
    );
    assert.equal(only([...page.matchAll(/<style nonce="([^"]+)"/g)]), nonceOf(page));
  });

  it('has a new nonce each time, of 18 random bytes', () => {
    const nonces = Array.from({ length: 50 }, () => nonceOf(html()));
    assert.equal(new Set(nonces).size, 50);
    for (const nonce of nonces) assert.equal(Buffer.from(nonce, 'base64').length, 18);
  });

  it('has no script, style or handler but those of the extension, which end where they should', async () => {
    const page = html();
    const [script, style] = await Promise.all(
      ['panel.js', 'panel.css'].map((name) =>
        readFile(vscode.Uri.joinPath(forge.extension.context.extensionUri, 'dist', name).fsPath, 'utf8'),
      ),
    );
    assert.ok(script && style);
    // What begins or ends a script within one would end it elsewhere.
    assert.doesNotMatch(script, /<\/?script/i);
    assert.doesNotMatch(style, /<\/style/i);
    const rest = page.replace(script, '').replace(/<style nonce="[^"]+">[^<]*<\/style>/, '');
    assert.deepEqual(
      [...rest.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, text]) => text),
      [''],
    );
    assert.doesNotMatch(rest, /<style|\sstyle=|\son[a-z]+=|javascript:/i);
  });

  it('loads nothing from anywhere: the icon font is in it', () => {
    const page = html();
    const style = only([...page.matchAll(/<style nonce="[^"]+">([^<]*)<\/style>/g)]);
    const loaded = [...style.matchAll(/(?:url\("?|@import )([^")]*)/g)].map(([, url]) => url?.slice(0, 23));
    assert.deepEqual(loaded, ['data:font/woff2;base64,']);
    assert.doesNotMatch(
      page.slice(0, page.indexOf('<script type="module"')).replace(style, ''),
      /<link|\s(?:src|href)=/,
    );
  });

  describe('comes with what is known', () => {
    const known = (name: string): Reply<'ready'> => {
      const header = {
        id: memory.app,
        name,
        type: 'forge',
        isCloudFortified: false,
        typeName: 'Forge',
        distributionName: '',
        accountLabel: 'Mara',
        isSample: false,
      } as const;
      return {
        state: emptyPanelState(header),
        translations: {},
      };
    };
    const pageOf = (name: string) => pageHtml(forge.extension.context.extensionUri, memory, known(name));

    it('as data that no browser runs, whole, whatever is in it', () => {
      for (const name of ['App', `</script><script>alert(1)</script><!-- <script> & &lt; \u2028 \u0000 "' \uD83D`]) {
        const page = pageOf(name);
        const data = only([...page.matchAll(/<script type="application\/json" id="known">([^<]*)<\/script>/g)]);
        assert.doesNotMatch(data, /[<>&]/);
        assert.deepEqual(JSON.parse(data), known(name));
        assert.deepEqual([...page.matchAll(/<script\b/g)].length, 2, 'itself and the page’s own script');
      }
    });

    it('unless that is long: then the page asks for it', () => {
      assert.doesNotMatch(pageOf('x'.repeat(300_000)), /id="known"/);
      assert.doesNotMatch(html(), /id="known"/);
    });
  });

  it('tells whose panel it is, in attributes that can not be left', () => {
    const text = `"><script>alert(1)</script>&amp;'`;
    const page = html({ account: text, app: text });
    const escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;'";
    assert.ok(
      page.includes(`<main id="panel" data-account="${escaped}" data-app="${escaped}" data-tab="overview"></main>`),
      page,
    );
    assert.equal([...page.matchAll(/<script/g)].length, 1);
  });
});
