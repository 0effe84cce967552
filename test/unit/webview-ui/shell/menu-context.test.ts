import assert from 'node:assert/strict';
import { menuContext } from '../../../../webview-ui/shell/menu-context.ts';

describe('What the menus of VS Code are told of the page', () => {
  const told = (context: Parameters<typeof menuContext>[0]): unknown => JSON.parse(menuContext(context));

  it('is whose app the page shows, on the page as a whole', () => {
    assert.deepEqual(told({ section: 'app', account: 'https://gateway#mara', app: 'ari:cloud:ecosystem::app/1' }), {
      webviewSection: 'app',
      account: 'https://gateway#mara',
      app: 'ari:cloud:ecosystem::app/1',
    });
  });

  it('is the whole text of what a click copies, which has no Cut and Paste', () => {
    const text = `"quoted" <b> & ' \u2028`;
    assert.deepEqual(told({ section: 'copyable', text }), {
      webviewSection: 'copyable',
      text,
      preventDefaultContextMenuItems: true,
    });
  });

  it('is the installation or event of a row', () => {
    assert.deepEqual(told({ section: 'installation', installationId: 'i', site: 'acme.atlassian.net', mine: true }), {
      webviewSection: 'installation',
      installationId: 'i',
      site: 'acme.atlassian.net',
      mine: true,
    });
    assert.deepEqual(told({ section: 'event', eventId: 'e', eventKey: 3, site: 's' }), {
      webviewSection: 'event',
      eventId: 'e',
      eventKey: 3,
      site: 's',
    });
  });
});
